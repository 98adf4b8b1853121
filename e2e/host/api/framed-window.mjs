import { emitterNamed } from './missing.mjs'
import { WindowState } from './window-state.mjs'

/** The part of BrowserWindow that is a rectangle on the screen. What it needs of the rest is `place`. */
export class FramedWindow extends emitterNamed('BrowserWindow') {
  frame

  /** @param {import('electron').BrowserWindowConstructorOptions} options */
  constructor(options) {
    super()
    this.frame = new WindowState(options, (change) => void this.place(change))
  }

  getBounds() {
    return { ...this.frame.bounds }
  }

  getContentBounds() {
    return this.getBounds()
  }

  getNormalBounds() {
    return { ...this.frame.normalBounds }
  }

  /** @param {Partial<import('electron').Rectangle>} bounds */
  setBounds(bounds) {
    this.frame.setBounds(bounds)
  }

  /** @param {Partial<import('electron').Rectangle>} bounds */
  setContentBounds(bounds) {
    this.setBounds(bounds)
  }

  getSize() {
    return [this.frame.bounds.width, this.frame.bounds.height]
  }

  getContentSize() {
    return this.getSize()
  }

  setSize(width, height) {
    this.setBounds({ width, height })
  }

  setContentSize(width, height) {
    this.setBounds({ width, height })
  }

  getPosition() {
    return [this.frame.bounds.x, this.frame.bounds.y]
  }

  setPosition(x, y) {
    this.setBounds({ x, y })
  }

  center() {
    this.frame.center()
  }

  getMinimumSize() {
    return this.frame.minimum
  }

  setMinimumSize(width, height) {
    this.frame.minimum = [width, height]
  }

  isMaximized() {
    return this.frame.mode === 'maximized'
  }

  isMinimized() {
    return this.frame.mode === 'minimized'
  }

  isFullScreen() {
    return this.frame.mode === 'full-screen'
  }

  isNormal() {
    return this.frame.mode === 'normal'
  }

  maximize() {
    this.frame.enter('maximized', 'maximize')
    this.show()
  }

  unmaximize() {
    if (this.isMaximized()) this.frame.enter('normal', 'unmaximize')
  }

  minimize() {
    this.frame.enter('minimized', 'minimize')
  }

  restore() {
    if (!this.isNormal()) this.frame.enter('normal', 'restore')
  }

  /** @param {boolean} on */
  setFullScreen(on) {
    if (on !== this.isFullScreen()) {
      this.frame.enter(on ? 'full-screen' : 'normal', on ? 'enter-full-screen' : 'leave-full-screen')
    }
  }

  // Chromium's window has no such parts.
  setMenu() {}
  removeMenu() {}
  setMenuBarVisibility() {}
  setAutoHideMenuBar() {}
  setTitleBarOverlay() {}
  setProgressBar() {}
  flashFrame() {}
}
