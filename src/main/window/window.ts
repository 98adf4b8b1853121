import { BrowserWindow, nativeTheme } from 'electron'
import { origin } from './app-scheme'

/** Opens Usher's window and loads the page. @param preload path of the preload bundle */
export function createWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Usher',
    // The page's own ground, so that nothing flashes before it has painted (renderer/theme).
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#101014' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${origin}/index.html`)
  return window
}
