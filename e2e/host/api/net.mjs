import { complete } from './missing.mjs'
import { defaultSession } from './session.mjs'

export const net = complete('net', {
  /** Replaceable, so that a test can take the app offline and back. */
  isOnline: () => process.env['USHER_HOST_OFFLINE'] !== '1',
  get online() {
    return net.isOnline()
  },
  /**
   * @param {string | URL | Request} input
   * @param {RequestInit & { bypassCustomProtocolHandlers?: boolean }} [init]
   */
  fetch: (input, init) => defaultSession.fetch(input, init),
})
