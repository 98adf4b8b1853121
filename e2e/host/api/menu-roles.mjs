import { app } from './app.mjs'
import { notImplemented } from './missing.mjs'

/** What the items of a role do: their label and their act on the focused window. */
const ACTS = {
  about: ['About', () => refuse('about')],
  close: ['Close Window', (window) => window?.close()],
  copy: ['Copy', edit('copy')],
  cut: ['Cut', edit('cut')],
  delete: ['Delete', edit('delete')],
  forceReload: ['Force Reload', (window) => window?.webContents.reloadIgnoringCache()],
  front: ['Bring All to Front', () => app.focus()],
  hide: ['Hide', (window) => window?.hide()],
  hideOthers: ['Hide Others', () => {}],
  minimize: ['Minimize', (window) => window?.minimize()],
  paste: ['Paste', edit('paste')],
  pasteAndMatchStyle: ['Paste and Match Style', edit('paste')],
  quit: ['Quit', () => app.quit()],
  redo: ['Redo', edit('redo')],
  reload: ['Reload', (window) => window?.webContents.reload()],
  resetZoom: ['Actual Size', (window) => window?.webContents.setZoomLevel(0)],
  selectAll: ['Select All', edit('selectAll')],
  services: ['Services', () => {}],
  toggleDevTools: ['Toggle Developer Tools', (window) => window?.webContents.toggleDevTools()],
  togglefullscreen: ['Toggle Full Screen', (window) => window?.setFullScreen(!window.isFullScreen())],
  undo: ['Undo', edit('undo')],
  unhide: ['Show All', (window) => window?.show()],
  zoom: ['Zoom', (window) => window?.maximize()],
  zoomIn: ['Zoom In', (window) => zoomBy(window, 0.5)],
  zoomOut: ['Zoom Out', (window) => zoomBy(window, -0.5)],
}

const SEPARATOR = { type: 'separator' }

/** The menus that Electron fills for their role. */
const MENUS = {
  appMenu: [
    '',
    ['about', SEPARATOR, 'services', SEPARATOR, 'hide', 'hideOthers', 'unhide', SEPARATOR, 'quit'],
  ],
  editMenu: ['Edit', ['undo', 'redo', SEPARATOR, 'cut', 'copy', 'paste', 'delete', SEPARATOR, 'selectAll']],
  fileMenu: ['File', [process.platform === 'darwin' ? 'close' : 'quit']],
  help: ['Help', []],
  viewMenu: [
    'View',
    [
      'reload',
      'forceReload',
      'toggleDevTools',
      SEPARATOR,
      'resetZoom',
      'zoomIn',
      'zoomOut',
      SEPARATOR,
      'togglefullscreen',
    ],
  ],
  windowMenu: ['Window', ['minimize', 'zoom', 'close']],
  window: ['Window', []],
}

/**
 * What a role adds to an item that names it.
 * @param {string} role
 * @returns {{ label: string, submenu?: object[], act?: (window: object | null) => void }}
 */
export function describeRole(role) {
  // Electron takes roles in any case.
  const find = (table) =>
    Object.entries(table).find(([name]) => name.toLowerCase() === role.toLowerCase())?.[1]
  const menu = find(MENUS)
  if (menu) {
    const [label, items] = menu
    const submenu = items.map((item) => (typeof item === 'string' ? { role: item } : item))
    return { label: label || app.getName(), submenu }
  }
  const act = find(ACTS)
  if (!act) throw notImplemented(`the menu role ${role}`)
  return { label: act[0], act: act[1] }
}

/** @param {string} command one of document.execCommand */
function edit(command) {
  return (window) => void window?.webContents.executeJavaScript(`document.execCommand('${command}')`, true)
}

function zoomBy(window, step) {
  window?.webContents.setZoomLevel(window.webContents.getZoomLevel() + step)
}

/** @param {string} role */
function refuse(role) {
  throw notImplemented(`the menu role ${role}`)
}
