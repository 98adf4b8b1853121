import { app, type BrowserWindow } from 'electron'
import { registerHandlers, tell, type Handlers, type Refusals, type Tell } from './ipc/register'
import { closeWhenKept } from './window/closing'
import { createWindow } from './window/window'

interface Opened {
  /** What the page may ask for; its calls wait until that is known. */
  readonly handlers: Promise<Handlers>
  readonly refused: Refusals['log']
  /** The person came back to the window. */
  readonly focused: () => void
}

/** Usher's one window, which can be closed and opened anew while Usher runs. */
export interface Frame {
  readonly open: (what: Opened) => void
  /** Brings the window to the front; opens it anew where it was closed. */
  readonly show: () => void
  /** Tells the page, where there is one. */
  readonly tell: Tell
  /** The page has kept what it held: a window that waits for that closes. */
  readonly left: () => void
}

/** @param preload path of the preload bundle */
export function createFrame(preload: string): Frame {
  let window: BrowserWindow | null = null
  let reopen: () => void = () => undefined
  let left: () => void = () => undefined
  let ending = false
  app.on('before-quit', () => (ending = true))
  const tellPage: Tell = (event, payload) => {
    if (window) tell(window.webContents, event, payload)
  }
  return {
    open(what) {
      reopen = () => {
        window = createWindow(preload)
        registerHandlers(window.webContents, what.handlers, { log: what.refused })
        left = closeWhenKept({
          window,
          ask: () => tellPage('leaving', null),
          ending: () => ending,
          quit: () => app.quit(),
        })
        window.on('closed', () => (window = null))
        window.on('focus', what.focused)
      }
      reopen()
    },
    show() {
      if (window) window.show()
      else reopen()
    },
    tell: tellPage,
    left: () => left(),
  }
}
