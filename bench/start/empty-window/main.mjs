// The least an app can be: one window with one line in it, set up as Usher's window is. What it takes to start is what
// the runtime takes; what Usher takes beyond that is Usher's own.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, BrowserWindow, protocol, session } from 'electron'

const types = { '/index.html': 'text/html', '/page.js': 'text/javascript' }

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
app.enableSandbox()
app.on('window-all-closed', () => app.quit())
void app.whenReady().then(() => {
  session.defaultSession.protocol.handle('app', async ({ url }) => {
    const { pathname } = new URL(url)
    const type = types[pathname]
    if (!type) return new Response('not found', { status: 404 })
    const body = await readFile(join(import.meta.dirname, pathname))
    return new Response(body, { headers: { 'content-type': type } })
  })
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL('app://bundle/index.html')
})
