import { primaryDisplay } from './small-things.mjs'

/** The place and size of a window, and how it takes the screen. */
export class WindowState {
  /** @type {'normal' | 'maximized' | 'minimized' | 'full-screen'} */
  mode = 'normal'
  /** @type {[number, number]} */
  minimum = [0, 0]
  #normal
  #current
  #apply

  /**
   * @param {import('electron').BrowserWindowConstructorOptions} options
   * @param {(change: { events: string[], resized: boolean, moved: boolean }) => void} apply
   */
  constructor({ width = 800, height = 600, minWidth = 0, minHeight = 0, x, y }, apply) {
    this.minimum = [minWidth, minHeight]
    const size = { width: Math.max(width, minWidth), height: Math.max(height, minHeight) }
    this.#normal = { ...centered(size), ...(x === undefined || y === undefined ? {} : { x, y }) }
    this.#current = this.#normal
    this.#apply = apply
  }

  get bounds() {
    return this.#current
  }

  get normalBounds() {
    return this.#normal
  }

  /** @param {Partial<import('electron').Rectangle>} bounds */
  setBounds(bounds) {
    const [minWidth, minHeight] = this.minimum
    const wanted = { ...this.#current, ...bounds }
    this.#normal = {
      ...wanted,
      width: Math.max(Math.round(wanted.width), minWidth),
      height: Math.max(Math.round(wanted.height), minHeight),
    }
    this.mode = 'normal'
    this.#become(this.#normal, [])
  }

  center() {
    this.setBounds(centered(this.#current))
  }

  /**
   * @param {WindowState['mode']} mode
   * @param {string} event
   */
  enter(mode, event) {
    if (this.mode === mode) return
    this.mode = mode
    // A minimised window keeps its size.
    if (mode !== 'minimized')
      this.#become(mode === 'normal' ? this.#normal : primaryDisplay.workArea, [event])
    else this.#become(this.#current, [event])
  }

  /**
   * @param {{ width: number, height: number }} size
   * @returns {boolean} whether it is news
   */
  resizedByPerson({ width, height }) {
    if (width === this.#current.width && height === this.#current.height) return false
    this.#current = { ...this.#current, width, height }
    if (this.mode === 'normal') this.#normal = this.#current
    return true
  }

  #become(bounds, events) {
    const before = this.#current
    this.#current = bounds
    const resized = bounds.width !== before.width || bounds.height !== before.height
    const moved = bounds.x !== before.x || bounds.y !== before.y
    const changes = [resized ? ['resize', 'resized'] : [], moved ? ['move', 'moved'] : []].flat()
    this.#apply({ events: [...events, ...changes], resized, moved })
  }
}

/** @param {{ width: number, height: number }} size */
function centered({ width, height }) {
  const { width: screenWidth, height: screenHeight } = primaryDisplay.workArea
  const x = Math.max(0, Math.round((screenWidth - width) / 2))
  const y = Math.max(0, Math.round((screenHeight - height) / 2))
  return { x, y, width, height }
}
