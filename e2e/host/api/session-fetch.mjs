import dns from 'node:dns'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

// Taken now: an app or a test that replaces the global one does not mean this.
const nodeFetch = globalThis.fetch

// Chromium knows names below `localhost` by itself; Node asks the system, which may not.
const { lookup } = dns
dns.lookup = Object.assign(
  (name, ...rest) => lookup(/\.localhost$/i.test(name) ? 'localhost' : name, ...rest),
  lookup,
)

/**
 * `session.fetch` over Node's own fetch, with the session's protocols and webRequest listeners.
 * @param {import('./session.mjs').Session} session
 * @param {string | URL | Request} input
 * @param {RequestInit & { bypassCustomProtocolHandlers?: boolean }} [init]
 * @returns {Promise<Response>}
 */
export async function fetchIn(session, input, { bypassCustomProtocolHandlers = false, ...init } = {}) {
  const { handlerOf, webRequest } = session.requests
  const url = input instanceof Request ? input.url : new URL(input).href
  const method = init.method ?? (input instanceof Request ? input.method : 'GET')
  const details = { id: 0, url, method: method.toUpperCase(), resourceType: 'xhr', webContentsId: undefined }

  const before = await webRequest.ask('onBeforeRequest', details)
  if (before.cancel) throw blocked()
  if (before.redirectURL) return fetchIn(session, before.redirectURL, init)

  const handler = bypassCustomProtocolHandlers ? undefined : handlerOf(url)
  if (handler) return handler(new Request(input, init))
  if (url.startsWith('file:')) return new Response(await readFile(fileURLToPath(url)))

  const headers = await askForHeaders(webRequest, details, input, init)
  const response = await nodeFetch(input, headers ? { ...init, headers } : init)
  refuseManualRedirect(input, init, response)
  return askForResponse(webRequest, details, response)
}

async function askForHeaders(webRequest, details, input, init) {
  if (!webRequest.hears('onBeforeSendHeaders')) return undefined
  const headers = new Headers(init.headers ?? (input instanceof Request ? input.headers : undefined))
  const answer = await webRequest.ask('onBeforeSendHeaders', {
    ...details,
    requestHeaders: Object.fromEntries(headers),
  })
  if (answer.cancel) throw blocked()
  return answer.requestHeaders ? flatten(answer.requestHeaders) : headers
}

async function askForResponse(webRequest, details, response) {
  if (!webRequest.hears('onHeadersReceived')) return response
  const { status, statusText } = response
  const responseHeaders = Object.fromEntries([...response.headers].map(([name, value]) => [name, [value]]))
  const statusLine = `HTTP/1.1 ${status} ${statusText}`
  const answer = await webRequest.ask('onHeadersReceived', {
    ...details,
    statusCode: status,
    statusLine,
    responseHeaders,
  })
  if (answer.cancel) throw blocked()
  if (!answer.responseHeaders) return response
  const body = [101, 204, 205, 304].includes(status) ? null : response.body
  return new Response(body, { status, statusText, headers: flatten(answer.responseHeaders) })
}

/** Electron follows a redirect or fails on it: with 'manual' it cancels the request instead of returning the 3xx. */
function refuseManualRedirect(input, init, response) {
  const mode = init.redirect ?? (input instanceof Request ? input.redirect : 'follow')
  if (mode === 'manual' && [301, 302, 303, 307, 308].includes(response.status)) {
    void response.body?.cancel()
    throw new Error('Redirect was cancelled')
  }
}

/** @param {Record<string, string | string[]>} headers */
export function flatten(headers) {
  const flat = new Headers()
  for (const [name, values] of Object.entries(headers))
    for (const value of [values].flat()) flat.append(name, value)
  return flat
}

function blocked() {
  return new Error('net::ERR_BLOCKED_BY_CLIENT')
}
