import { app } from './app.mjs'
import { BrowserWindow } from './browser-window.mjs'
import { dialog } from './dialog.mjs'
import { ipcMain } from './ipc-main.mjs'
import { Menu, MenuItem } from './menu.mjs'
import { absent, complete } from './missing.mjs'
import { nativeTheme } from './native-theme.mjs'
import { net } from './net.mjs'
import { powerMonitor } from './power-monitor.mjs'
import { session } from './session.mjs'
import { shell } from './shell.mjs'
import { clipboard, Notification, screen } from './small-things.mjs'
import { utilityProcess } from './utility-process.mjs'
import { webContents } from './web-contents.mjs'

const present = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  screen,
  session,
  shell,
  utilityProcess,
  webContents,
}

const ABSENT = [
  'autoUpdater',
  'BaseWindow',
  'BrowserView',
  'contentTracing',
  'crashReporter',
  'desktopCapturer',
  'globalShortcut',
  'ImageView',
  'inAppPurchase',
  'MessageChannelMain',
  'MessagePortMain',
  'nativeImage',
  'netLog',
  'parentPort',
  'powerSaveBlocker',
  'pushNotifications',
  'safeStorage',
  'ShareMenu',
  'systemPreferences',
  'TouchBar',
  'Tray',
  'View',
  'WebContentsView',
  'webFrameMain',
]

/** Everything `import … from 'electron'` can name in a main process. */
export const electron = complete('electron', {
  ...present,
  ...Object.fromEntries(ABSENT.map((name) => [name, absent(name)])),
  // Electron's own protocol is that of the default session.
  protocol: session.defaultSession.protocol,
})

globalThis[Symbol.for('electron host')] = electron
