import { headed } from '../chromium/switches.mjs'
import { app } from './app.mjs'
import { parseColor } from './color.mjs'
import { FramedWindow } from './framed-window.mjs'
import { focusedWindow, windows } from './registry.mjs'
import { WebContents } from './web-contents.mjs'
import { refuseUnsupported } from './window-options.mjs'

export class BrowserWindow extends FramedWindow {
  #visible = false
  #loaded = false
  #title
  #background

  static getAllWindows() {
    return [...windows.values()]
  }

  static getFocusedWindow() {
    return focusedWindow()
  }

  /** @param {number} id */
  static fromId(id) {
    return windows.get(id) ?? null
  }

  /** @param {WebContents} contents */
  static fromWebContents(contents) {
    return BrowserWindow.getAllWindows().find((each) => each.webContents === contents) ?? null
  }

  /** @param {import('electron').BrowserWindowConstructorOptions} [options] */
  constructor(options = {}) {
    super(options)
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    refuseUnsupported(options)
    this.#title = options.title ?? app.getName()
    this.#background = options.backgroundColor ?? '#FFFFFF'
    this.webContents = new WebContents(this, {
      bounds: this.getBounds(),
      background: options.backgroundColor && parseColor(options.backgroundColor),
      preferences: options.webPreferences ?? {},
    })
    this.id = this.webContents.id
    windows.set(this.id, this)
    app.emit('browser-window-created', {}, this)
    app.emit('web-contents-created', {}, this.webContents)
    if (options.show !== false) this.show()
  }

  /** @param {string} url */
  loadURL(url) {
    return this.webContents.loadURL(url)
  }

  reload() {
    this.webContents.reload()
  }

  // --- whether it exists, is seen and is in front

  isDestroyed() {
    return !windows.has(this.id)
  }

  show() {
    this.showInactive()
    this.focus()
  }

  showInactive() {
    if (this.#visible) return
    this.#visible = true
    this.emit('show', {})
  }

  hide() {
    if (!this.#visible) return
    this.#visible = false
    this.emit('hide', {})
  }

  isVisible() {
    return this.#visible
  }

  focus() {
    const before = focusedWindow()
    // The order of the map is the order of focus.
    windows.delete(this.id)
    windows.set(this.id, this)
    if (before === this) return
    before?.emit('blur', {})
    this.emit('focus', {})
    app.emit('browser-window-focus', {}, this)
    void this.webContents.page().then((page) => page.bringToFront())
  }

  isFocused() {
    return focusedWindow() === this
  }

  // --- closing

  close() {
    void this.closeIfAllowed()
  }

  destroy() {
    void this.#close()
  }

  /** @returns {Promise<boolean>} whether it has closed; the app may prevent it */
  async closeIfAllowed() {
    if (this.isDestroyed()) return true
    let allowed = true
    this.emit('close', { preventDefault: () => (allowed = false) })
    if (allowed) await this.#close()
    return allowed
  }

  async #close() {
    const page = await this.webContents.page()
    this.#gone()
    await page.close()
  }

  #gone() {
    if (!windows.delete(this.id)) return
    this.webContents.destroyed()
    this.emit('closed', {})
    if (windows.size === 0) app.lastWindowClosed()
  }

  // --- told by its page

  /** The person closed Chromium's window, or the page closed itself. */
  pageClosed() {
    if (this.isDestroyed()) return
    this.emit('close', { preventDefault() {} })
    this.#gone()
  }

  pageLoaded() {
    if (!this.#loaded) this.emit('ready-to-show', {})
    this.#loaded = true
  }

  /** In a real window the person's own resizing counts. */
  async pageResized() {
    if (!headed || this.isDestroyed()) return
    const page = await this.webContents.page()
    const size = await page.viewSize()
    if (size && this.frame.resizedByPerson(size)) this.emit('resize', {})
  }

  /** @param {string} title */
  pageTitled(title) {
    if (!title || title === this.#title) return
    let allowed = true
    const event = { preventDefault: () => (allowed = false) }
    this.emit('page-title-updated', event, title, true)
    this.webContents.emit('page-title-updated', event, title, true)
    if (allowed) this.#title = title
  }

  /**
   * Brings Chromium's window to where the frame is.
   * @param {{ events: string[], resized: boolean, moved: boolean }} change
   */
  async place({ events, resized, moved }) {
    const page = await this.webContents.page()
    if (this.isDestroyed()) return
    if (resized) await page.resize(this.frame.bounds)
    if (moved && headed) await page.move(this.frame.bounds)
    this.webContents.viewResized()
    for (const event of events) this.emit(event, {})
  }

  // --- looks

  getTitle() {
    return this.#title
  }

  /** @param {string} title */
  setTitle(title) {
    this.#title = title
  }

  getBackgroundColor() {
    return this.#background
  }

  /** @param {string} color */
  setBackgroundColor(color) {
    this.#background = color
    const parsed = parseColor(color)
    void this.webContents
      .page()
      .then((page) => page.tell('Emulation.setDefaultBackgroundColorOverride', { color: parsed }))
  }
}
