import { chromium } from '../chromium/process.mjs'
import { ChromiumPage } from '../chromium/page.mjs'
import { headed } from '../chromium/switches.mjs'
import { fromChromium, toChromium } from '../chromium/urls.mjs'
import { createCodec } from '../page/codec.mjs'
import { installPageScripts, RECEIVE } from '../page/scripts.mjs'
import { app } from './app.mjs'
import { IpcMain } from './ipc-main.mjs'
import { loadError } from './load-error.mjs'
import { complete } from './missing.mjs'
import { nativeTheme } from './native-theme.mjs'
import { followPage } from './page-events.mjs'
import { PageTools } from './page-tools.mjs'
import { contents, focusedWindow } from './registry.mjs'
import { answerRequests } from './requests.mjs'
import { defaultSession } from './session.mjs'
import { mainFrameOf } from './web-frame.mjs'

const codec = createCodec()
let lastId = 0

export class WebContents extends PageTools {
  id = ++lastId
  session = defaultSession
  ipc = new IpcMain()
  mainFrame = mainFrameOf(this, chromium.pid)
  /** @type {((details: object) => { action: 'allow' | 'deny' }) | null} */
  windowOpenHandler = null
  #window
  /** @type {ChromiumPage | undefined} */
  #page
  #opened
  /** What Chromium told last; kept by page-events.mjs. */
  #state = { url: '', loading: false, crashed: false, preloadContext: 0 }

  /**
   * @param {import('./browser-window.mjs').BrowserWindow} window
   * @param {{ bounds: import('electron').Rectangle, background?: object, preferences: object }} options
   */
  constructor(window, options) {
    super()
    this.#window = window
    contents.set(this.id, this)
    this.#opened = this.#open(options)
    this.#opened.catch((error) => {
      console.error(error)
      app.exit(1)
    })
  }

  async #open({ bounds, background, preferences }) {
    const page = await ChromiumPage.open(bounds)
    this.#page = page
    await Promise.all([
      page.resize(bounds),
      headed && page.move(bounds),
      followPage(this, page, this.#window, this.#state),
      answerRequests(this, page),
      installPageScripts(page, preferences),
      this.applyTheme(),
      background && page.send('Emulation.setDefaultBackgroundColorOverride', { color: background }),
    ])
    return page
  }

  /** @returns {Promise<ChromiumPage>} for the other parts of the host */
  page() {
    return this.#opened
  }

  viewSize() {
    return this.#window.getContentBounds()
  }

  get targetId() {
    return this.#page?.targetId
  }

  /**
   * @param {string} method
   * @param {object} [params]
   */
  async tell(method, params) {
    await this.#page?.tell(method, params)
  }

  async applyTheme() {
    await this.tell('Emulation.setEmulatedMedia', { features: nativeTheme.mediaFeatures })
  }

  /** @param {string} url */
  async loadURL(url) {
    const target = toChromium(new URL(url).href)
    const page = await this.#opened
    this.#state.loading = true
    const loaded = new Promise((resolve, reject) => {
      this.once('did-finish-load', resolve)
      this.once('destroyed', () => reject(loadError('ERR_FAILED', url)))
    })
    // Read only below, and not at all when the navigation itself fails.
    loaded.catch(() => {})
    const { errorText, loaderId } = await page.send('Page.navigate', { url: target })
    if (errorText) {
      const error = loadError(errorText.replace('net::', ''), url)
      this.#state.loading = false
      this.emit('did-fail-load', {}, error.errno, error.code, url, true)
      throw error
    }
    // A navigation within the document loads nothing.
    if (loaderId) await loaded
    else this.#state.loading = false
  }

  reload() {
    void this.tell('Page.reload')
  }

  reloadIgnoringCache() {
    void this.tell('Page.reload', { ignoreCache: true })
  }

  getURL() {
    return fromChromium(this.#state.url)
  }

  getTitle() {
    return this.#window.getTitle()
  }

  getType() {
    return 'window'
  }

  getOSProcessId() {
    return chromium.pid
  }

  isLoading() {
    return this.#state.loading
  }

  isLoadingMainFrame() {
    return this.#state.loading
  }

  isCrashed() {
    return this.#state.crashed
  }

  isDestroyed() {
    return !contents.has(this.id)
  }

  isFocused() {
    return focusedWindow()?.webContents === this
  }

  focus() {
    this.#window.focus()
  }

  close() {
    this.#window.close()
  }

  forcefullyCrashRenderer() {
    void this.tell('Page.crash')
  }

  /** Called by the window when it has closed. */
  destroyed() {
    contents.delete(this.id)
    this.emit('destroyed', {})
  }

  /** @param {(details: object) => { action: 'allow' | 'deny' }} handler */
  setWindowOpenHandler(handler) {
    this.windowOpenHandler = handler
  }

  /**
   * @param {string} channel
   * @param {unknown[]} args
   */
  send(channel, ...args) {
    const message = { kind: 'message', channel, args: codec.encode(args) }
    void this.deliver(message, this.#state.preloadContext)
  }

  /**
   * @param {object} message
   * @param {number} contextId the document it is for: a later one does not get it
   */
  async deliver(message, contextId) {
    if (!contextId) return
    const expression = `${RECEIVE}(${JSON.stringify(JSON.stringify(message))})`
    await this.tell('Runtime.evaluate', { contextId, expression })
  }
}

/** The `webContents` an app can import. */
export const webContents = complete('webContents', {
  getAllWebContents: () => [...contents.values()],
  getFocusedWebContents: () => focusedWindow()?.webContents ?? null,
  fromId: (/** @type {number} */ id) => contents.get(id),
  fromDevToolsTargetId: (/** @type {string} */ id) =>
    [...contents.values()].find((each) => each.targetId === id),
})
