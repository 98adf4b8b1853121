// Chromium lets nobody answer requests of an unknown scheme, so the pages of custom schemes live at https addresses
// under a name that cannot exist: app://bundle/x is https://bundle.app.host.invalid/x inside Chromium. These requests
// are answered before any lookup of the name. The app's main process sees its own addresses only.

const SUFFIX = '.host.invalid'
const NATIVE = new Set([
  'about',
  'blob',
  'chrome',
  'chrome-error',
  'data',
  'devtools',
  'file',
  'http',
  'https',
  'javascript',
])
const CUSTOM_URL = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is
const MAPPED_URL = /^https:\/\/(?:([^/?#]*)\.)?([a-z0-9+-]+)\.host\.invalid(?::\d+)?(.*)$/is

/** @param {string} url */
export function toChromium(url) {
  const [, scheme, host, rest] = CUSTOM_URL.exec(url) ?? []
  if (!scheme || NATIVE.has(scheme.toLowerCase())) return url
  return `https://${host ? `${host}.` : ''}${scheme}${SUFFIX}${rest || '/'}`
}

/** @param {string} url */
export function fromChromium(url) {
  const [, host = '', scheme, rest] = MAPPED_URL.exec(url) ?? []
  return scheme ? `${scheme}://${host}${rest}` : url
}

/**
 * A Content-Security-Policy for the page as Chromium knows it.
 * @param {string} policy
 * @param {Iterable<string>} schemes the custom ones
 */
export function policyToChromium(policy, schemes) {
  let mapped = policy
  for (const scheme of schemes) {
    mapped = mapped.replace(
      new RegExp(`(?<=\\s)${scheme}:(?:(//[^\\s;,/]+)([^\\s;,]*))?(?=[\\s;,]|$)`, 'g'),
      (_, host, path) =>
        host
          ? toChromium(`${scheme}:${host}${path || '/'}`).replace(path ? '' : /\/$/, '')
          : `https://*.${scheme}${SUFFIX}`,
    )
  }
  return mapped
}

/** @param {string} url */
export function originOf(url) {
  try {
    const { origin, protocol, host } = new URL(url)
    return origin === 'null' && host ? `${protocol}//${host}` : origin
  } catch {
    return 'null'
  }
}
