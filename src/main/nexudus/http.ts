import { UsherError, type ErrorCode } from '#shared/ipc/errors'
import { failure, type RawAnswer } from './answers'
import type { Budget, Clock, Priority } from './budget'
import { networkError } from './network-error'
import { readAtMost } from './read-at-most'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Where tokens come from; the account implements it. */
export interface TokenSource {
  /** A token that has not expired. @throws UsherError `sign-in-ended`, or what kept it from being refreshed */
  current(): Promise<string>
  /** A token other than the one the server just refused, or the same when another would help no more. @throws likewise */
  replace(refused: string): Promise<string>
}

/** Whose requests these are. Taken once for a request: a sign-in as somebody else meanwhile must not mix the two. */
export interface Owner {
  readonly account: number
  /** The server's address, without a trailing slash. */
  readonly api: string
  readonly tokens: TokenSource
}

/** Told how the network does; decides whether asking makes sense. */
export interface NetworkObserver {
  /** @throws UsherError `offline` when the computer has no network or the person works offline */
  requireOnline(api: string): void
  /** The server at this address gave an answer, whichever. */
  reached(api: string): void
  failed(api: string, error: UsherError): void
}

/**
 * How long a write may wait for its turn, ms. It is made of what was read before it, and the server compares nothing: it
 * has to be made anew from another reading.
 */
const longestWait = 2_000

/** Longest wait for an answer, milliseconds. A PUT that takes longer is read back, not repeated. */
const timeout = 30_000

/**
 * One exchange without budget, token or retry.
 * @throws UsherError `offline`, `unreachable`, `timeout`, `tls`, `address-unknown` or `not-json` (a redirect)
 */
export async function exchange(fetch: Fetch, url: string, init: RequestInit): Promise<RawAnswer> {
  return ask(fetch, url, init, async (response, head) => ({ ...head, text: await response.text() }))
}

/** @param read takes what it needs of the answer; what fails on the way fails as the network does */
async function ask<T>(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  read: (response: Response, head: Omit<RawAnswer, 'text'>) => Promise<T>,
): Promise<T> {
  const { host } = new URL(url)
  try {
    const response = await fetch(url, {
      ...init,
      // A redirect would take the token to another place; the API never sends one.
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeout),
    })
    const head = {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      retryAfter: response.headers.get('retry-after'),
      host,
    }
    return await read(response, head)
  } catch (error) {
    throw networkError(error, host)
  }
}

export interface ApiRequest {
  readonly method?: 'GET' | 'PUT' | 'PATCH' | 'POST'
  /** Path and query below the server's address. */
  readonly path: string
  /** JSON text. */
  readonly body?: string
  /** The account that must still be signed in, when the request carries what was read as that account. */
  readonly account?: number
  readonly priority: Priority
  /** Makes sure of what has to hold right before the request, each time that it is sent. What fails here keeps it back. */
  readonly before?: () => Promise<void>
}

/** A request for the bytes of a picture. */
export interface PictureRequest {
  readonly path: string
  /** The account that must still be signed in. */
  readonly account: number
  readonly priority: Priority
  /** So many bytes at the most; a larger answer is left. */
  readonly most: number
}

interface Sending extends ApiRequest {
  /** When it was asked for, ms since 1970. */
  readonly asked: number
  /** Told when the request leaves, and when its answer says that nothing was done. */
  readonly sending: (underWay: boolean) => void
}
/** Answers of a server that did not look at the request: not signed in, or too many of them (nexudus-api.md §6.3). */
const untouched: ReadonlySet<number> = new Set([401, 409, 429])
/** Failures before anything was sent; a `tls` fault may come later too. */
const neverArrived: ReadonlySet<ErrorCode> = new Set(['address-unknown'])

export interface Api {
  /** The signed-in account. @throws UsherError `not-signed-in` */
  account(): number
  /** Sends one request for the signed-in person. @throws UsherError for every answer that is no success */
  request(request: ApiRequest): Promise<RawAnswer>
  /**
   * The same for a picture's bytes, whatever they are; null where there are too many. That it fails says nothing of the
   * connection: nobody may be held up because pictures come from a slow place.
   */
  picture(request: PictureRequest): Promise<Uint8Array<ArrayBuffer> | null>
}

interface Parts {
  readonly fetch: Fetch
  readonly budget: Budget
  readonly clock: Clock
  readonly network: NetworkObserver
  /** @throws UsherError `not-signed-in` */
  readonly owner: () => Owner
}

/** The client for the signed-in person: one budget, one token, one way to fail. */
export function createApi({ fetch, budget, clock, network, owner }: Parts): Api {
  const requireSame = (account: number): void => {
    if (owner().account !== account) throw new UsherError('not-signed-in')
  }
  /** Does what asks the server. How it fails tells of the network or of a pause, the renewing of a token too. */
  const watched = async <T>(api: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof UsherError) {
        if (error.facts.retryAt === undefined) network.failed(api, error)
        else pause(api, error.facts.retryAt)
      }
      throw error
    }
  }
  const pause = (api: string, until: number): void => {
    budget.pauseUntil(api, until)
    network.reached(api)
  }
  /** Waits until a request may leave. @throws UsherError `offline`, or `not-signed-in` when somebody else is by then */
  const admit = async ({ account, api }: Owner, priority: Priority, isWrite: boolean): Promise<void> => {
    requireSame(account)
    await budget.take({ server: api, account, priority, isWrite })
    network.requireOnline(api)
    requireSame(account)
  }
  /** 401 means a spent token or a missing permission (nexudus-api.md §1.7): one fresh token, one retry. */
  const withToken = async <T extends { readonly status: number }>(
    { api, tokens }: Owner,
    send: (token: string) => Promise<T>,
  ): Promise<T> => {
    const token = await watched(api, () => tokens.current())
    const answer = await send(token)
    if (answer.status !== 401) return answer
    const other = await watched(api, () => tokens.replace(token))
    return other === token ? answer : send(other)
  }
  /** @throws UsherError for an answer that is no success; one that asks for patience is obeyed by everybody */
  const requireSuccess = (api: string, answer: RawAnswer): void => {
    const error = failure(answer, clock.now())
    if (error?.facts.retryAt !== undefined) pause(api, error.facts.retryAt)
    if (error) throw error
  }
  const send = async (
    { method = 'GET', priority, body, path, before, asked, sending }: Sending,
    who: Owner,
    token: string,
  ): Promise<RawAnswer> => {
    const { api } = who
    await admit(who, priority, method !== 'GET')
    if (method !== 'GET' && clock.now() - asked > longestWait)
      throw Object.assign(new UsherError('throttled', { retryAt: clock.now() }), { overtaken: true })
    if (before) {
      await before()
      requireSame(who.account)
    }
    const headers: Record<string, string> = { Accept: 'application/json', Authorization: `Bearer ${token}` }
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    sending(true)
    const answer = await watched(api, () => exchange(fetch, api + path, { method, headers, body }))
    if (untouched.has(answer.status)) sending(false)
    network.reached(api)
    return answer
  }
  /** Marks how a request fails, where it surely had no effect; a write's answer may be lost otherwise. */
  const marked = async <T>(work: (sending: Sending['sending']) => Promise<T>): Promise<T> => {
    const way = { isOpen: false }
    try {
      return await work((underWay) => (way.isOpen = underWay))
    } catch (error) {
      if (error instanceof UsherError) error.unsent = !way.isOpen || neverArrived.has(error.code)
      throw error
    }
  }
  return {
    account: () => owner().account,
    request: (request) =>
      marked(async (sending) => {
        const who = owner()
        network.requireOnline(who.api)
        requireSame(request.account ?? who.account)
        const asked = clock.now()
        const answer = await withToken(who, (token) => send({ ...request, asked, sending }, who, token))
        requireSuccess(who.api, answer)
        return answer
      }),
    async picture({ path, account, priority, most }) {
      const who = owner()
      const { api } = who
      network.requireOnline(api)
      requireSame(account)
      const { bytes, ...answer } = await withToken(who, async (token) => {
        await admit(who, priority, false)
        const headers = { Authorization: `Bearer ${token}` }
        return ask(fetch, api + path, { headers }, async (response, head) => ({
          ...head,
          text: '',
          bytes: response.ok ? await readAtMost(response, most) : null,
        }))
      })
      requireSuccess(api, answer)
      return bytes
    },
  }
}
