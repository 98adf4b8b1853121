import { complete, emitterNamed } from './missing.mjs'

let copied = ''

/** A clipboard of the app's own: neither the system's nor the page's. */
export const clipboard = complete('clipboard', {
  readText: () => copied,
  writeText: (/** @type {string} */ text) => void (copied = String(text)),
  clear: () => void (copied = ''),
  availableFormats: () => (copied ? ['text/plain'] : []),
})

const area = { x: 0, y: 0, width: 1920, height: 1080 }

/** The one display there is; as large as the headless screen Chromium is started with. */
export const primaryDisplay = {
  id: 1,
  label: '',
  bounds: area,
  workArea: area,
  size: { width: area.width, height: area.height },
  workAreaSize: { width: area.width, height: area.height },
  scaleFactor: 1,
  rotation: 0,
  internal: false,
}

class Screen extends emitterNamed('screen') {
  getPrimaryDisplay() {
    return primaryDisplay
  }

  getAllDisplays() {
    return [primaryDisplay]
  }

  getDisplayMatching() {
    return primaryDisplay
  }

  getDisplayNearestPoint() {
    return primaryDisplay
  }

  getCursorScreenPoint() {
    return { x: 0, y: 0 }
  }
}

export const screen = new Screen()

/** Shown to nobody; a test can listen to it or click it by emitting 'click'. */
export class Notification extends emitterNamed('Notification') {
  static isSupported() {
    return true
  }

  /** @param {{ title?: string, subtitle?: string, body?: string, silent?: boolean }} [options] */
  constructor({ title = '', subtitle = '', body = '', silent = false } = {}) {
    super()
    Object.assign(this, { title, subtitle, body, silent })
  }

  show() {
    this.emit('show', {})
  }

  close() {
    this.emit('close', {})
  }
}
