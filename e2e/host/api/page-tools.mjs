import { headed } from '../chromium/switches.mjs'
import { emitterNamed } from './missing.mjs'
import { PageZoom } from './page-zoom.mjs'

/** The part of webContents that looks at the page or into it. What it needs of the rest is `page` and `viewSize`. */
export class PageTools extends emitterNamed('webContents') {
  #zoom = new PageZoom(
    () => this.page(),
    () => this.viewSize(),
  )
  #devTools = false

  /**
   * @param {string} code
   * @param {boolean} [userGesture]
   */
  async executeJavaScript(code, userGesture = false) {
    const page = await this.page()
    if (this.isLoading() || !this.getURL()) await new Promise((done) => this.once('did-stop-loading', done))
    const { result, exceptionDetails } = await page.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
    })
    if (!exceptionDetails) return result.value
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  }

  openDevTools() {
    this.#devTools = true
    if (headed) void this.page().then((page) => page.openDevTools())
    this.emit('devtools-opened')
  }

  closeDevTools() {
    this.#devTools = false
    this.emit('devtools-closed')
  }

  isDevToolsOpened() {
    return this.#devTools
  }

  toggleDevTools() {
    if (this.#devTools) this.closeDevTools()
    else this.openDevTools()
  }

  getZoomFactor() {
    return this.#zoom.factor
  }

  /** @param {number} factor */
  setZoomFactor(factor) {
    this.#zoom.factor = factor
  }

  getZoomLevel() {
    return this.#zoom.level
  }

  /** @param {number} level */
  setZoomLevel(level) {
    this.#zoom.level = level
  }

  /** Called by the window when its size has changed. */
  viewResized() {
    this.#zoom.refresh()
  }

  async setVisualZoomLevelLimits() {
    // There is no pinching here.
  }

  setBackgroundThrottling() {
    // A page here is never in the background.
  }
}
