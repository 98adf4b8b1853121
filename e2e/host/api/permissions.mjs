import { chromium } from '../chromium/process.mjs'
import { originOf } from '../chromium/urls.mjs'

/** Electron's names of permissions, each with Chromium's. */
const PERMISSIONS = {
  'clipboard-read': [{ name: 'clipboard-read' }],
  'clipboard-sanitized-write': [{ name: 'clipboard-write' }],
  'display-capture': [{ name: 'display-capture' }],
  geolocation: [{ name: 'geolocation' }],
  'idle-detection': [{ name: 'idle-detection' }],
  keyboardLock: [{ name: 'keyboard-lock' }],
  media: [{ name: 'camera' }, { name: 'microphone' }],
  midi: [{ name: 'midi' }],
  midiSysex: [{ name: 'midi', sysex: true }],
  notifications: [{ name: 'notifications' }],
  pointerLock: [{ name: 'pointer-lock' }],
  'speaker-selection': [{ name: 'speaker-selection' }],
  'storage-access': [{ name: 'storage-access' }],
  'window-management': [{ name: 'window-management' }],
}

/** @type {WeakMap<object, { origin: string, check: Function | null, request: Function | null }>} by page */
const decided = new WeakMap()

/**
 * Chromium asks nobody over its protocol when a page wants a permission: every answer must be there before. So the
 * app's handlers are asked for each permission ahead of the page's first document.
 * @param {import('./session.mjs').Session} session
 * @param {import('./web-contents.mjs').WebContents} contents
 * @param {string} url of the document
 */
export async function decidePermissions(session, contents, url) {
  const { check, request } = session.permissionHandlers
  const origin = originOf(url)
  const last = decided.get(contents)
  if (last?.origin === origin && last.check === check && last.request === request) return
  decided.set(contents, { origin, check, request })

  const details = { requestingUrl: url, isMainFrame: true }
  const settled = Object.keys(PERMISSIONS).map((name) => {
    // Electron grants what no handler refuses.
    const checked = check ? check(contents, name, `${origin}/`, details) : true
    if (!request) return set(name, checked)
    // A handler may take its time, or never answer; until then the answer is no.
    const refused = set(name, false)
    request(contents, name, (answer) => checked && answer && void set(name, true), details)
    return refused
  })
  await Promise.all(settled)
}

/**
 * @param {string} name
 * @param {boolean} granted
 */
async function set(name, granted) {
  const setting = granted ? 'granted' : 'denied'
  const requests = PERMISSIONS[name].map((permission) =>
    chromium.send('Browser.setPermission', { permission, setting }),
  )
  // Not every Chromium knows every permission; one it does not know it does not give either.
  await Promise.allSettled(requests)
}
