import { complete } from './missing.mjs'

const EVENTS = ['onBeforeRequest', 'onBeforeSendHeaders', 'onHeadersReceived']

/** A session's `webRequest`, and a way to ask its listeners. */
export class WebRequest {
  /** @type {Map<string, { patterns: RegExp[] | null, listener: Function }>} */
  #listeners = new Map()

  api = complete(
    'session.webRequest',
    Object.fromEntries(EVENTS.map((event) => [event, (...args) => this.#listen(event, args)])),
  )

  /**
   * @param {string} event
   * @param {[Function | null] | [{ urls: string[] }, Function | null]} args
   */
  #listen(event, args) {
    const listener = args.at(-1)
    const filter = args.length > 1 ? args[0] : null
    if (listener === null) this.#listeners.delete(event)
    else this.#listeners.set(event, { listener, patterns: filter && filter.urls.map(toPattern) })
  }

  /** @param {string} event */
  hears(event) {
    return this.#listeners.has(event)
  }

  /**
   * @param {string} event
   * @param {{ url: string, [detail: string]: unknown }} details
   * @returns {Promise<Record<string, any>>} what the listener answered
   */
  ask(event, details) {
    const entry = this.#listeners.get(event)
    if (!entry || (entry.patterns && !entry.patterns.some((pattern) => pattern.test(details.url)))) {
      return Promise.resolve({})
    }
    return new Promise((resolve) => {
      entry.listener({ timestamp: Date.now(), referrer: '', ...details }, (answer = {}) => resolve(answer))
    })
  }
}

/** @param {string} pattern with * for anything */
function toPattern(pattern) {
  if (pattern === '<all_urls>') return /^/
  const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${source.join('.*')}$`)
}
