import { basename } from 'node:path'
import { BrowserWindow, dialog } from 'electron'

/**
 * Asks the person where to save a table.
 * @param name proposed; only its last part counts
 * @returns the path that was chosen, or null
 */
export async function askWhere(name: string): Promise<string | null> {
  const options = { defaultPath: basename(name), filters: [{ name: 'CSV', extensions: ['csv'] }] }
  const [window] = BrowserWindow.getAllWindows()
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  return canceled || !filePath ? null : filePath
}
