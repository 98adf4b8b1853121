import { UsherError } from '#shared/ipc/errors'

/** Where a space's two systems answer (nexudus-api.md, ‘facts that decide the design’ 1). */
export interface SpaceAddress {
  /** The admin API, without a trailing slash. */
  readonly api: string
  /** The location's own host, or null when the address names the whole network. */
  readonly portal: string | null
}

/** The vendor's live and staging domains. */
const vendorDomains = ['spaces.nexudus.com', 'spacesstaging.nexudus.com']

/**
 * Reads what a person typed as the space's address: its short name, its host, or an address with a scheme.
 * @throws UsherError `address-required`, `address-invalid`, or `address-insecure` for plain http beyond this computer
 */
export function readAddress(typed: string): SpaceAddress {
  const text = typed.trim()
  if (text === '') throw new UsherError('address-required')
  const url = parse(text)
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) throw new UsherError('address-insecure')
  const vendor = vendorDomains.find(
    (domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`),
  )
  if (!vendor) return { api: url.origin, portal: url.origin }
  const isNetwork = url.hostname === vendor
  return { api: `https://${vendor}`, portal: isNetwork ? null : `https://${url.hostname}` }
}

function parse(text: string): URL {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
  const withHost = /[.:/]/.test(text) ? text : `${text}.${vendorDomains[0]}`
  try {
    const url = new URL(
      hasScheme ? text : `${/^(localhost|127\.|\[::1\])/.test(text) ? 'http' : 'https'}://${withHost}`,
    )
    const clean = url.username === '' && url.password === '' && /^https?:$/.test(url.protocol)
    if (clean && /^[a-z0-9.:[\]-]+$/i.test(url.hostname)) return url
  } catch {
    // Said below, in one way.
  }
  throw new UsherError('address-invalid')
}

/** Whether a host is this computer: plain http never leaves it. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
