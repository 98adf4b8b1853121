import { fromChromium, policyToChromium, toChromium } from '../chromium/urls.mjs'
import { decidePermissions } from './permissions.mjs'
import { customSchemes } from './protocol.mjs'

/** Electron's names of what a request is for, where they are not Chromium's in lower case. */
const RESOURCE_TYPES = { Document: 'mainFrame', Fetch: 'xhr', Media: 'media', TextTrack: 'other' }
const NULL_BODY = [101, 204, 205, 304]

/**
 * Lets the app's session answer every request of a page.
 * @param {import('./web-contents.mjs').WebContents} contents
 * @param {import('../chromium/page.mjs').ChromiumPage} page
 */
export async function answerRequests(contents, page) {
  /** Navigations the page itself asked for, by frame. */
  const wanted = new Map()
  page.on('Page.frameRequestedNavigation', ({ frameId, url }) => wanted.set(frameId, withoutFragment(url)))
  page.on('Fetch.requestPaused', (paused) => {
    const request = new PageRequest(contents, page, paused)
    const answered = 'responseStatusCode' in paused ? request.passResponse() : request.answer(wanted)
    answered.catch((error) => {
      console.error(`[electron host] ${request.url}:`, error)
      void request.fail('Failed')
    })
  })
  await page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
}

class PageRequest {
  #contents
  #page
  #paused

  constructor(contents, page, paused) {
    this.#contents = contents
    this.#page = page
    this.#paused = paused
    this.url = fromChromium(paused.request.url)
  }

  get #session() {
    return this.#contents.session.requests
  }

  get #isMainDocument() {
    return this.#paused.resourceType === 'Document' && this.#paused.frameId === this.#page.targetId
  }

  get #details() {
    const { request, resourceType } = this.#paused
    const isSubFrame = resourceType === 'Document' && !this.#isMainDocument
    return {
      id: Number.parseInt(this.#paused.requestId.replace(/\D/g, ''), 10) || 0,
      url: this.url,
      method: request.method,
      webContentsId: this.#contents.id,
      webContents: this.#contents,
      frame: this.#contents.mainFrame,
      resourceType: isSubFrame ? 'subFrame' : (RESOURCE_TYPES[resourceType] ?? resourceType.toLowerCase()),
    }
  }

  /** @param {Map<string, string>} wanted */
  async answer(wanted) {
    if (this.#paused.resourceType === 'Document' && !this.#mayNavigate(wanted)) return this.#respond(204)
    // Chromium asks for this by itself; Electron does not.
    if (new URL(this.url).pathname === '/favicon.ico') return this.#respond(204)
    if (this.#isMainDocument) await this.#prepareDocument()

    const before = await this.#session.webRequest.ask('onBeforeRequest', this.#details)
    if (before.cancel) return this.fail('BlockedByClient')
    if (before.redirectURL) return this.#respond(307, [['location', toChromium(before.redirectURL)]])
    const handler = this.#session.handlerOf(this.url)
    if (handler) return this.#handle(handler)
    return this.#continue()
  }

  /** Asks the app about a navigation that the page, not the app, began. */
  #mayNavigate(wanted) {
    const { frameId, redirectedRequestId, request } = this.#paused
    const fromPage = wanted.get(frameId) === withoutFragment(request.url)
    if (!fromPage && !redirectedRequestId) return true
    if (fromPage) wanted.delete(frameId)
    let allowed = true
    const { mainFrame } = this.#contents
    const isMainFrame = this.#isMainDocument
    const event = {
      url: this.url,
      isMainFrame,
      isSameDocument: false,
      frame: isMainFrame ? mainFrame : null,
      initiator: mainFrame,
      preventDefault: () => (allowed = false),
    }
    for (const name of navigationEvents(isMainFrame, redirectedRequestId !== undefined)) {
      this.#contents.emit(name, event, this.url, false, isMainFrame)
    }
    return allowed
  }

  /** What a document must find decided when its first script runs. */
  async #prepareDocument() {
    // Not awaited: Chromium keeps what it is told about a page that is about to change for the new document.
    void this.#contents.applyTheme()
    await decidePermissions(this.#contents.session, this.#contents, this.url)
  }

  async #handle(handler) {
    const response = await handler(this.#toRequest())
    if (response.type === 'error') return this.fail('Failed')
    const { status, statusText } = response
    const headers = await this.#askForHeaders(status, statusText, [...response.headers])
    if (!headers) return this.fail('BlockedByClient')
    const body = NULL_BODY.includes(status) ? undefined : Buffer.from(await response.arrayBuffer())
    return this.#respond(status, headers.map(headerToChromium), body, statusText)
  }

  #toRequest() {
    const { method, headers, postDataEntries } = this.#paused.request
    const mapped = Object.entries(headers).map(([name, value]) => [name, fromChromium(value)])
    const body =
      postDataEntries && Buffer.concat(postDataEntries.map(({ bytes = '' }) => Buffer.from(bytes, 'base64')))
    return new Request(this.url, { method, headers: mapped, body })
  }

  /** Lets a request go to the network, which is loopback, and its response come back here. */
  async #continue() {
    const { webRequest } = this.#session
    const params = {
      requestId: this.#paused.requestId,
      interceptResponse: webRequest.hears('onHeadersReceived'),
    }
    if (!webRequest.hears('onBeforeSendHeaders')) return this.#page.tell('Fetch.continueRequest', params)
    const requestHeaders = this.#paused.request.headers
    const answer = await webRequest.ask('onBeforeSendHeaders', { ...this.#details, requestHeaders })
    if (answer.cancel) return this.fail('BlockedByClient')
    const headers = Object.entries(answer.requestHeaders ?? requestHeaders)
    return this.#page.tell('Fetch.continueRequest', { ...params, headers: headers.map(toEntry) })
  }

  async passResponse() {
    const { requestId, responseStatusCode, responseStatusText = '', responseHeaders = [] } = this.#paused
    const given = responseHeaders.map(({ name, value }) => [name, value])
    const headers = await this.#askForHeaders(responseStatusCode, responseStatusText, given)
    if (!headers) return this.fail('BlockedByClient')
    return this.#page.tell('Fetch.continueResponse', {
      requestId,
      responseCode: responseStatusCode,
      responseHeaders: headers.map(toEntry),
    })
  }

  /**
   * @param {number} statusCode
   * @param {string} statusText
   * @param {[string, string][]} headers
   * @returns {Promise<[string, string][] | undefined>} undefined if the app refuses the response
   */
  async #askForHeaders(statusCode, statusText, headers) {
    const responseHeaders = {}
    for (const [name, value] of headers) responseHeaders[name] = [...(responseHeaders[name] ?? []), value]
    const details = { ...this.#details, statusCode, statusLine: `HTTP/1.1 ${statusCode} ${statusText}` }
    const answer = await this.#session.webRequest.ask('onHeadersReceived', { ...details, responseHeaders })
    if (answer.cancel) return undefined
    return Object.entries(answer.responseHeaders ?? responseHeaders).flatMap(([name, values]) =>
      [values].flat().map((value) => [name, value]),
    )
  }

  /**
   * @param {number} responseCode
   * @param {[string, string][]} headers
   * @param {Buffer} [body]
   * @param {string} [responsePhrase]
   */
  #respond(responseCode, headers = [], body, responsePhrase) {
    return this.#page.tell('Fetch.fulfillRequest', {
      requestId: this.#paused.requestId,
      responseCode,
      responsePhrase: responsePhrase || undefined,
      responseHeaders: headers.map(toEntry),
      body: body?.toString('base64'),
    })
  }

  /** @param {string} errorReason */
  fail(errorReason) {
    return this.#page.tell('Fetch.failRequest', { requestId: this.#paused.requestId, errorReason })
  }
}

/**
 * @param {boolean} isMainFrame
 * @param {boolean} isRedirect
 */
function navigationEvents(isMainFrame, isRedirect) {
  if (isRedirect) return ['will-redirect']
  return isMainFrame ? ['will-frame-navigate', 'will-navigate'] : ['will-frame-navigate']
}

/** @param {[string, string]} header */
function headerToChromium([name, value]) {
  if (/^location$/i.test(name)) return [name, toChromium(value)]
  if (/^content-security-policy/i.test(name)) return [name, policyToChromium(value, customSchemes())]
  return [name, value]
}

function toEntry([name, value]) {
  return { name, value }
}

/** @param {string} url */
function withoutFragment(url) {
  return url.replace(/#.*$/s, '')
}
