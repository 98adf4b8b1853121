import { app, type Session, type WebContents } from 'electron'
import { origin } from './app-scheme'

/** Writing text to the clipboard, for the buttons that copy; reading it stays denied. */
const copying = 'clipboard-sanitized-write'

/** Closes every way out of the window: navigation, new windows, web views, permissions, requests of the page itself. */
export function guardEverything(session: Session): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === copying))
  session.setPermissionCheckHandler((_contents, permission) => permission === copying)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOwn(url) }))
}

function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

function isOwn(url: string): boolean {
  return url.startsWith(`${origin}/`) || url.startsWith('devtools://')
}
