import { toChromium } from '../chromium/urls.mjs'
import { app } from './app.mjs'
import { complete, emitterNamed } from './missing.mjs'
import { createProtocol } from './protocol.mjs'
import { contents } from './registry.mjs'
import { fetchIn } from './session-fetch.mjs'
import { WebRequest } from './web-request.mjs'

export class Session extends emitterNamed('session') {
  #partition
  #protocol = createProtocol(() => app.isReady())
  #webRequest = new WebRequest()
  #userAgent = ''

  /** The app's answers to permission requests; read by permissions.mjs. */
  permissionHandlers = { check: null, request: null, device: null }

  /** @param {string} partition '' for the default session */
  constructor(partition) {
    super()
    this.#partition = partition
  }

  get protocol() {
    return this.#protocol.protocol
  }

  get webRequest() {
    return this.#webRequest.api
  }

  /** For the parts of the host that send requests. */
  get requests() {
    return { handlerOf: this.#protocol.handlerOf, webRequest: this.#webRequest }
  }

  get storagePath() {
    return this.isPersistent() ? app.getPath('sessionData') : null
  }

  isPersistent() {
    return this.#partition === '' || this.#partition.startsWith('persist:')
  }

  /**
   * @param {string | URL | Request} input
   * @param {RequestInit & { bypassCustomProtocolHandlers?: boolean }} [init]
   */
  fetch(input, init) {
    return fetchIn(this, input, init)
  }

  setPermissionRequestHandler(handler) {
    this.permissionHandlers.request = handler
  }

  setPermissionCheckHandler(handler) {
    this.permissionHandlers.check = handler
  }

  setDevicePermissionHandler(handler) {
    // Chromium lists no device before a person picked one, and here there is nobody to pick.
    this.permissionHandlers.device = handler
  }

  getUserAgent() {
    return this.#userAgent
  }

  /** @param {string} userAgent */
  setUserAgent(userAgent) {
    this.#userAgent = userAgent
  }

  async clearStorageData() {
    if (this.#partition !== '') return
    const origins = new Set(
      [...contents.values()].map((each) => new URL(toChromium(each.getURL() || 'about:blank')).origin),
    )
    for (const origin of origins) {
      if (origin === 'null') continue
      await Promise.all(
        [...contents.values()].map((each) =>
          each.tell('Storage.clearDataForOrigin', { origin, storageTypes: 'all' }),
        ),
      )
    }
  }

  // Node's fetch keeps neither a cache nor credentials, and Chromium's are gone after the run.
  async clearCache() {}
  async clearAuthCache() {}
  async clearHostResolverCache() {}
  async closeAllConnections() {}
  flushStorageData() {}
  setSpellCheckerEnabled() {}
  setSpellCheckerLanguages() {}
}

/** @type {Map<string, Session>} */
const partitions = new Map([['', new Session('')]])

export const session = complete('session', {
  get defaultSession() {
    return partitions.get('')
  },
  /**
   * There is no cache, so the option to switch it off is not looked at.
   * @param {string} partition
   */
  fromPartition(partition) {
    if (!partitions.has(partition)) {
      const created = new Session(partition)
      partitions.set(partition, created)
      app.emit('session-created', created)
    }
    return partitions.get(partition)
  },
})

/** The session of every page. */
export const defaultSession = session.defaultSession
