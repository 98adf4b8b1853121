import { complete } from './missing.mjs'

/** @type {Map<string, object>} what the app declared before it was ready */
const privileged = new Map()

/** @returns {Iterable<string>} the custom schemes there are */
export function customSchemes() {
  return privileged.keys()
}

/** The schemes one session answers itself. */
export function createProtocol(isReady) {
  /** @type {Map<string, (request: Request) => Response | Promise<Response>>} */
  const handlers = new Map()
  const protocol = complete('protocol', {
    /** @param {{ scheme: string, privileges?: object }[]} schemes */
    registerSchemesAsPrivileged(schemes) {
      if (isReady())
        throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
      for (const { scheme, privileges = {} } of schemes) privileged.set(scheme, privileges)
    },
    /**
     * @param {string} scheme
     * @param {(request: Request) => Response | Promise<Response>} handler
     */
    handle(scheme, handler) {
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
      handlers.set(scheme, handler)
    },
    /** @param {string} scheme */
    unhandle(scheme) {
      if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`)
    },
    /** @param {string} scheme */
    isProtocolHandled: (scheme) => handlers.has(scheme),
  })
  return {
    protocol,
    /** @param {string} url */
    handlerOf: (url) => handlers.get(url.slice(0, url.indexOf(':'))),
  }
}
