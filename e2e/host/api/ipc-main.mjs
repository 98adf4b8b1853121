import { emitterNamed } from './missing.mjs'

/** `ipcMain`, and the `ipc` of one page's webContents. */
export class IpcMain extends emitterNamed('ipcMain') {
  /** @type {Map<string, (event: object, ...args: unknown[]) => unknown>} */
  #handlers = new Map()

  constructor() {
    super()
    // As in Electron: a message on a channel of this name is not an exception.
    this.on('error', () => {})
  }

  /**
   * @param {string} channel
   * @param {(event: object, ...args: unknown[]) => unknown} handler
   */
  handle(channel, handler) {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    if (typeof handler !== 'function') {
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`)
    }
    this.#handlers.set(channel, handler)
  }

  /**
   * @param {string} channel
   * @param {(event: object, ...args: unknown[]) => unknown} handler
   */
  handleOnce(channel, handler) {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel)
      return handler(event, ...args)
    })
  }

  /** @param {string} channel */
  removeHandler(channel) {
    this.#handlers.delete(channel)
  }

  /** @param {string} channel */
  handlerOf(channel) {
    return this.#handlers.get(channel)
  }
}

export const ipcMain = new IpcMain()

/**
 * Answers a page's `ipcRenderer.invoke`: its own handlers come before those of every page.
 * @param {IpcMain} own
 * @param {string} channel
 * @param {object} event
 * @param {unknown[]} args
 */
export async function answerInvoke(own, channel, event, args) {
  const handler = own.handlerOf(channel) ?? ipcMain.handlerOf(channel)
  if (!handler) throw new Error(`No handler registered for '${channel}'`)
  return handler(event, ...args)
}
