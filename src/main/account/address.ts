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
  requireSecure(url)
  const vendor = vendorOf(url.hostname)
  if (!vendor) return { api: url.origin, portal: url.origin }
  const isNetwork = url.hostname === vendor
  return { api: `https://${vendor}`, portal: isNetwork ? null : `https://${url.hostname}` }
}

/**
 * Refuses an address where a password would travel in clear, wherever the address comes from.
 * @throws UsherError `address-insecure`, or `address-invalid` when it is no address
 */
export function requireSecure(address: string | URL): void {
  if (!URL.canParse(address)) throw new UsherError('address-invalid')
  const { protocol, hostname, host } = new URL(address)
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return
  throw new UsherError('address-insecure', { host })
}

/** Whether a host belongs to the vendor: whoever answers there runs spaces. */
export function isVendor(host: string): boolean {
  return vendorOf(host) !== undefined
}

function vendorOf(host: string): string | undefined {
  return vendorDomains.find((domain) => host === domain || host.endsWith(`.${domain}`))
}

function parse(text: string): URL {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
  const withHost = /[.:/]/.test(text) ? text : `${text}.${vendorDomains[0]}`
  try {
    const url = new URL(
      hasScheme
        ? text
        : `${/^(([a-z0-9-]+\.)*localhost(?=$|[:/])|127\.|\[::1\])/i.test(text) ? 'http' : 'https'}://${withHost}`,
    )
    const clean = url.username === '' && url.password === '' && /^https?:$/.test(url.protocol)
    if (clean && /^[a-z0-9.:[\]-]+$/i.test(url.hostname)) return url
  } catch {
    // Said below, in one way.
  }
  throw new UsherError('address-invalid')
}

/**
 * Whether a host is this computer: plain http never leaves it. Names below `localhost` are nobody else's (RFC 6761 §6.3),
 * and Chromium asks no name server for them; the demo space's locations are such names.
 */
export function isLoopback(host: string): boolean {
  return /^([a-z0-9-]+\.)*localhost$/i.test(host) || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
