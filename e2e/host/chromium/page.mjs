import { randomUUID } from 'node:crypto'
import { spawn } from 'node:child_process'
import { findChromium } from './find.mjs'
import { chromium } from './process.mjs'
import { chromiumSwitches, headed } from './switches.mjs'

/** One page of Chromium in a window of its own, and this host's session with it. */
export class ChromiumPage {
  /** @type {string} */
  targetId
  #session = ''
  #windowId = 0

  /**
   * @param {{ width: number, height: number }} size
   * @returns {Promise<ChromiumPage>}
   */
  static async open(size) {
    const page = new ChromiumPage()
    const targetId = headed ? await openAppWindow() : await openHeadlessWindow(size)
    const [{ sessionId }, { windowId }] = await Promise.all([
      chromium.send('Target.attachToTarget', { targetId, flatten: true }),
      chromium.send('Browser.getWindowForTarget', { targetId }),
    ])
    page.targetId = targetId
    page.#session = sessionId
    page.#windowId = windowId
    return page
  }

  /**
   * @param {string} method
   * @param {object} [params]
   */
  send(method, params) {
    return chromium.send(method, params, this.#session)
  }

  /**
   * Sends what the page may be too short-lived to receive.
   * @param {string} method
   * @param {object} [params]
   */
  async tell(method, params) {
    await this.send(method, params).catch(() => {})
  }

  /**
   * @param {string} event
   * @param {(params: Record<string, unknown>) => void} listener
   */
  on(event, listener) {
    chromium.on(`${this.#session} ${event}`, listener)
  }

  /** @param {() => void} listener called when the page is gone, by whichever hand */
  onClosed(listener) {
    const check = ({ targetId }) => {
      if (targetId !== this.targetId) return
      chromium.off('Target.targetDestroyed', check)
      listener()
    }
    chromium.on('Target.targetDestroyed', check)
  }

  /**
   * Gives the page itself this size; Chromium's window around it is as much larger as its frame is.
   * @param {{ width: number, height: number }} size
   */
  async resize({ width, height }) {
    const windowId = this.#windowId
    try {
      await chromium.send('Browser.setContentsSize', { windowId, width, height })
    } catch {
      // A Chromium before 140: measure the frame instead.
      const { result } = await this.send('Runtime.evaluate', {
        expression: '[outerWidth - innerWidth, outerHeight - innerHeight]',
        returnByValue: true,
      })
      const [frameWidth, frameHeight] = result.value
      const bounds = { width: width + frameWidth, height: height + frameHeight }
      await chromium.send('Browser.setWindowBounds', { windowId, bounds })
    }
  }

  /**
   * @param {{ x: number, y: number }} position
   */
  async move({ x, y }) {
    await chromium.send('Browser.setWindowBounds', { windowId: this.#windowId, bounds: { left: x, top: y } })
  }

  /** @returns {Promise<{ width: number, height: number } | undefined>} the page's own size */
  async viewSize() {
    const { cssLayoutViewport } = await this.send('Page.getLayoutMetrics').catch(() => ({}))
    return (
      cssLayoutViewport && { width: cssLayoutViewport.clientWidth, height: cssLayoutViewport.clientHeight }
    )
  }

  async bringToFront() {
    await this.tell('Page.bringToFront')
  }

  async openDevTools() {
    await chromium.send('Target.openDevTools', { targetId: this.targetId })
  }

  async close() {
    await chromium.send('Target.closeTarget', { targetId: this.targetId }).catch(() => {})
  }
}

/** @param {{ width: number, height: number }} size */
async function openHeadlessWindow({ width, height }) {
  const { targetId } = await chromium.send('Target.createTarget', {
    url: 'about:blank',
    newWindow: true,
    width,
    height,
  })
  return targetId
}

/**
 * A window without tabs and address bar, as Chromium gives to installed web apps. Only its command line can ask for
 * one, so a second Chromium passes the wish on to the running one, which knows it by the profile.
 * @returns {Promise<string>}
 */
function openAppWindow() {
  const url = `data:text/html,<!--${randomUUID()}-->`
  return new Promise((resolve, reject) => {
    const check = ({ targetInfo }) => {
      if (targetInfo.type !== 'page' || !sameUrl(targetInfo.url, url)) return
      chromium.off('Target.targetCreated', check)
      chromium.off('Target.targetInfoChanged', check)
      resolve(targetInfo.targetId)
    }
    chromium.on('Target.targetCreated', check)
    chromium.on('Target.targetInfoChanged', check)
    const switches = chromiumSwitches(chromium.profile, new Map()).filter((each) => !PIPE_ONLY.has(each))
    const messenger = spawn(findChromium(), [...switches, `--app=${url}`], {
      stdio: 'ignore',
      env: chromium.environment,
    })
    messenger.once('error', reject)
  })
}

const PIPE_ONLY = new Set(['--remote-debugging-pipe', '--no-startup-window'])

/** Chromium may escape a data URL's characters on the way. */
function sameUrl(left, right) {
  return decodeURIComponent(left) === decodeURIComponent(right)
}
