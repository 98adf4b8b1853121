import { notImplemented } from './missing.mjs'
import { defaultSession } from './session.mjs'

/** Choices that would change what a page may do; Chromium is given none of them here. */
const REFUSED_WHEN_TRUE = [
  'allowRunningInsecureContent',
  'experimentalFeatures',
  'nodeIntegration',
  'nodeIntegrationInSubFrames',
  'nodeIntegrationInWorker',
  'offscreen',
  'webviewTag',
]
const REFUSED_WHEN_FALSE = ['contextIsolation', 'javascript', 'sandbox', 'webSecurity']
const REFUSED_WINDOWS = ['fullscreen', 'kiosk', 'modal', 'parent', 'simpleFullscreen']

/** @param {import('electron').BrowserWindowConstructorOptions} options */
export function refuseUnsupported(options) {
  const preferences = options.webPreferences ?? {}
  for (const name of REFUSED_WHEN_TRUE) refuseIf(preferences[name] === true, `webPreferences.${name}: true`)
  for (const name of REFUSED_WHEN_FALSE)
    refuseIf(preferences[name] === false, `webPreferences.${name}: false`)
  for (const name of REFUSED_WINDOWS) refuseIf(Boolean(options[name]), `the window option ${name}`)
  refuseIf(preferences.partition !== undefined, 'webPreferences.partition')
  const isOther = preferences.session !== undefined && preferences.session !== defaultSession
  refuseIf(isOther, 'a window in another session than the default one')
}

/**
 * @param {boolean} condition
 * @param {string} what
 */
function refuseIf(condition, what) {
  if (condition) throw notImplemented(what)
}
