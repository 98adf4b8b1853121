/** Zoom as a browser does it: the page gets a smaller viewport whose pixels are larger. */
export class PageZoom {
  #factor = 1
  #page
  #viewSize

  /**
   * @param {() => Promise<import('../chromium/page.mjs').ChromiumPage>} page
   * @param {() => { width: number, height: number }} viewSize
   */
  constructor(page, viewSize) {
    this.#page = page
    this.#viewSize = viewSize
  }

  get factor() {
    return this.#factor
  }

  set factor(factor) {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0")
    this.#factor = Math.abs(factor - 1) < 0.001 ? 1 : factor
    void this.#apply()
  }

  /** Electron's levels: each one is 20 % larger than the one below. */
  get level() {
    return Math.log(this.#factor) / Math.log(1.2)
  }

  set level(level) {
    this.factor = 1.2 ** level
  }

  /** Called when the view's size has changed. */
  refresh() {
    if (this.#factor !== 1) void this.#apply()
  }

  async #apply() {
    const page = await this.#page()
    if (this.#factor === 1) return page.tell('Emulation.clearDeviceMetricsOverride')
    const { width, height } = this.#viewSize()
    return page.tell('Emulation.setDeviceMetricsOverride', {
      width: Math.round(width / this.#factor),
      height: Math.round(height / this.#factor),
      deviceScaleFactor: this.#factor,
      mobile: false,
    })
  }
}
