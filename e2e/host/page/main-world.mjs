/**
 * What the page's own world gets before any of its scripts runs.
 *
 * The source of this function is evaluated inside pages: it may use nothing from outside itself.
 * @param {typeof import('./bridge.mjs').createBridge} createBridge
 * @param {string} token makes the names of the bridge's events unguessable
 */
export function prepareMainWorld(createBridge, token) {
  // A sub-frame has no preload, as in Electron by default.
  if (globalThis.top !== globalThis) return

  const freeze = (value) => {
    if (value === null || typeof value !== 'object') return value
    Object.values(value).forEach(freeze)
    return Object.freeze(value)
  }

  const bridge = createBridge(`${token}:isolated`, `${token}:main`, {
    expose({ key, value }, decode) {
      Object.defineProperty(globalThis, key, { value: freeze(decode(value)), enumerable: true })
    },
  })

  // Chromium would open a window first and tell afterwards; the app is to decide before anything happens.
  globalThis.open = (url = 'about:blank', name = '', features = '') => {
    bridge.emit({
      kind: 'open',
      url: new URL(url, document.baseURI).href,
      name: String(name),
      features: String(features),
    })
    return null
  }
}
