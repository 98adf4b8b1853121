import { chromium } from '../chromium/process.mjs'
import { setVersion } from '../start/process.mjs'
import { AppPaths } from './app-paths.mjs'
import { complete, emitterNamed } from './missing.mjs'
import { focusedWindow, windows } from './registry.mjs'
import { SingleInstanceLock } from './single-instance.mjs'

/** @type {Map<string, string>} */
let switches = new Map()
let root = '.'
let version = ''
let started = false

class App extends emitterNamed('app') {
  name = 'Electron'
  isPackaged = false
  #ready = false
  #quitting = false
  /** @type {(event: object) => void} */
  #tellReady
  #whenReady = new Promise((resolve) => (this.#tellReady = resolve))
  #lock = new SingleInstanceLock()
  #paths = new AppPaths(
    () => this.name,
    () => switches.get('user-data-dir') ?? '',
  )

  commandLine = complete('app.commandLine', {
    appendSwitch(/** @type {string} */ name, value = '') {
      if (started) throw new Error(`[electron host] --${name} comes too late: Chromium has started`)
      switches.set(name.replace(/^--/, ''), value)
    },
    removeSwitch: (/** @type {string} */ name) => void switches.delete(name),
    hasSwitch: (/** @type {string} */ name) => switches.has(name),
    getSwitchValue: (/** @type {string} */ name) => switches.get(name) ?? '',
  })

  isReady() {
    return this.#ready
  }

  whenReady() {
    return this.#whenReady
  }

  /** Called by the host once Chromium runs. */
  becomeReady() {
    this.#ready = true
    this.emit('will-finish-launching')
    this.emit('ready', { preventDefault() {} }, {})
    // Not by the event: a test driver may hold that back until it is ready itself.
    this.#tellReady({})
  }

  getAppPath() {
    return root
  }

  getName() {
    return this.name
  }

  /** @param {string} name */
  setName(name) {
    this.name = name
  }

  getVersion() {
    return version || process.versions['electron'] || ''
  }

  getLocale() {
    return switches.get('lang') || Intl.DateTimeFormat().resolvedOptions().locale
  }

  getSystemLocale() {
    return this.getLocale()
  }

  getPreferredSystemLanguages() {
    return [this.getLocale()]
  }

  /** @param {string} name */
  getPath(name) {
    return this.#paths.get(name)
  }

  /**
   * @param {string} name
   * @param {string} path
   */
  setPath(name, path) {
    this.#paths.set(name, path)
  }

  requestSingleInstanceLock() {
    return this.#lock.request(this.getPath('userData'))
  }

  hasSingleInstanceLock() {
    return this.#lock.held
  }

  releaseSingleInstanceLock() {
    this.#lock.release()
  }

  quit() {
    if (this.#quitting || !this.#allowed('before-quit')) return
    this.#quitting = true
    if (!this.#ready) setImmediate(() => this.#finish())
    else void this.#closeAll()
  }

  async #closeAll() {
    const closed = await Promise.all([...windows.values()].map((window) => window.closeIfAllowed()))
    // A window that refused to close ends the attempt; the app may start another one.
    if (closed.includes(false)) this.#quitting = false
    else this.#finish()
  }

  #finish() {
    if (this.#allowed('will-quit')) this.exit(0)
    else this.#quitting = false
  }

  /** Called by a window when it was the last one. */
  lastWindowClosed() {
    if (!this.#quitting && !this.emit('window-all-closed')) this.quit()
  }

  exit(code = 0) {
    this.#quitting = true
    this.emit('quit', { preventDefault() {} }, code)
    process.exit(code)
  }

  /** @param {string} event */
  #allowed(event) {
    let allowed = true
    this.emit(event, { preventDefault: () => (allowed = false) })
    return allowed
  }

  focus() {
    focusedWindow()?.focus()
  }

  // Chromium decides these here, or there is nothing for them to act on without Electron.
  enableSandbox() {}
  disableHardwareAcceleration() {}
  setAboutPanelOptions() {}
  setAppUserModelId() {}
}

export const app = new App()
app.setMaxListeners(0)

/** @param {Pick<import('../start/arguments.mjs').Start, 'root' | 'manifest' | 'switches'>} start */
export function prepareApp(start) {
  root = start.root
  version = start.manifest.version ?? ''
  switches = start.switches
  app.name = start.manifest.productName ?? start.manifest.name ?? 'Electron'
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => app.quit())
}

/** Starts Chromium and tells the app that it is ready. */
export async function startApp() {
  started = true
  try {
    const { product } = await chromium.start(switches)
    setVersion('chrome', product.split('/')[1] ?? product)
    await chromium.send('Target.setDiscoverTargets', { discover: true })
  } catch (error) {
    console.error(`[electron host] ${error.message}`)
    process.exit(1)
  }
  chromium.once('exit', () => {
    console.error('[electron host] Chromium ended')
    process.exit(1)
  })
  app.becomeReady()
}
