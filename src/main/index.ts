import { join } from 'node:path'
import { app, dialog } from 'electron'
import { toProblem, type ErrorCode } from '#shared/ipc/errors'
import { createLog } from './log/log'
import { registerScheme } from './window/app-scheme'
import { startUsher } from './start'

/** Said before there is a window to say it in. */
const startFailures: Partial<Record<ErrorCode, string>> & { other: string } = {
  'database-newer':
    'The data on this computer was written by a newer version of Usher. Nothing was changed. Install the newer version, and start it again.',
  'disk-full': 'The disk is full. Your drafts are safe as they were. Free some space, and start Usher again.',
  'disk-read-only':
    'Usher may not write to its data folder. Your drafts are safe as they were. Check the permissions of the folder, and start Usher again.',
  other:
    'The data on this computer could not be opened. Nothing was changed. The log in the data folder says more.',
}

/** Nothing here but the order of starting and ending; the parts are put together in assemble.ts. */
registerScheme()
app.enableSandbox()

const log = createLog(join(app.getPath('userData'), 'logs'), () => Date.now())
process.on('uncaughtException', (error) => log.crash(error))
process.on('unhandledRejection', (error) => log.crash(error))

if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.quit()

async function start(): Promise<void> {
  try {
    const usher = await startUsher(log)
    app.on('second-instance', () => usher.showWindow())
    app.on('activate', () => usher.showWindow())
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin') app.quit()
    })
    let ended = false
    app.on('will-quit', (event) => {
      if (ended) return
      event.preventDefault()
      // What is on its way ends, what was typed reaches the disk, and then the program.
      void usher.stop().finally(() => {
        ended = true
        app.quit()
      })
    })
  } catch (error) {
    const { code } = toProblem(error)
    log.write('start failed', { code })
    dialog.showErrorBox('Usher cannot start', startFailures[code] ?? startFailures.other)
    app.exit(1)
  }
}
