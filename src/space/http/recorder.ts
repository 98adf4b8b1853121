import type { MiddlewareHandler } from 'hono'
import type { SpaceEnv } from './env'

/** One request as it arrived, and the status it was answered with. */
export interface RecordedRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** With its question mark, or empty. */
  readonly query: string
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The text of the body, or empty. */
  readonly body: string
  /** Null until answered, and for ever when no answer was given. */
  readonly status: number | null
}

/** Which requests are meant: a method, and how the path begins. What is absent matches all. */
export interface RequestMatch {
  readonly method?: string
  readonly path?: string
}

export function matches(match: RequestMatch, method: string, path: string): boolean {
  return (match.method ?? method).toUpperCase() === method && path.startsWith(match.path ?? '')
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
interface Waiter {
  readonly match: RequestMatch
  readonly resolve: (request: RecordedRequest) => void
}

/** Remembers requests, and tells those who wait for one. */
export class Recorder {
  readonly requests: RecordedRequest[] = []
  readonly #waiters = new Set<Waiter>()

  constructor(readonly keep: number) {}

  /** The next request that arrives and matches. Never settles when none does. */
  next(match: RequestMatch): Promise<RecordedRequest> {
    return new Promise((resolve) => this.#waiters.add({ match, resolve }))
  }

  readonly middleware: MiddlewareHandler<SpaceEnv> = async (context, next) => {
    const url = new URL(context.req.url)
    const request: Mutable<RecordedRequest> = {
      method: context.req.method,
      path: url.pathname,
      query: url.search,
      headers: context.req.header(),
      body: await context.req.text(),
      status: null,
    }
    this.requests.push(request)
    if (this.requests.length > this.keep) this.requests.shift()
    for (const waiter of this.#waiters) {
      if (!matches(waiter.match, request.method, request.path)) continue
      this.#waiters.delete(waiter)
      waiter.resolve(request)
    }
    await next()
    if (!context.env.incoming.socket.destroyed) request.status = context.res.status
  }
}
