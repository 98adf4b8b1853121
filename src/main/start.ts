import { join } from 'node:path'
import { app, session as electronSession } from 'electron'
import { assemble } from './assemble'
import { createFrame } from './frame'
import type { Log } from './log/log'
import { serveApp } from './window/app-scheme'
import { guardEverything } from './window/guards'
import { setMenu } from './window/menu'

export interface Usher {
  readonly showWindow: () => void
  /** Ends everything in order; what was typed is on disk afterwards. */
  readonly stop: () => Promise<void>
}

/**
 * Opens the window and puts the parts together at the same time: the page's first calls wait for them.
 * @throws UsherError when the database cannot be opened
 */
export async function startUsher(log: Log): Promise<Usher> {
  const here = import.meta.dirname
  const { defaultSession } = electronSession
  guardEverything(defaultSession)
  const frame = createFrame(join(here, '../preload/index.cjs'))
  const parts = assemble(log, frame.tell, frame.left)
  serveApp(defaultSession.protocol, join(here, '../renderer'), async (...picture) =>
    (await parts).avatar(...picture),
  )
  setMenu(process.platform === 'darwin', (command) => frame.tell('command', command))
  const handlers = parts.then((made) => made.handlers)
  // Where there are none, the calls that wait for them say so, and so does this function.
  handlers.catch(() => undefined)
  frame.open({
    handlers,
    refused: (channel, code, error) =>
      log.write('refused call', { channel, code, error: (error as Error).name }),
    focused: () => void parts.then(({ wake }) => wake()).catch(() => undefined),
  })
  const { restore, stop } = await parts
  await restore()
  log.write('started', { version: app.getVersion() })
  return { showWindow: frame.show, stop }
}
