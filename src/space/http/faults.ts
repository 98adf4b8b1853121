import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'
import { formatRaw, parseRaw } from '#shared/records/raw-record'
import type { State } from '../store/state'
import { jsonText, notFound, page, serverFault, throttled, unauthorized, unsuccessful } from './answers'
import type { SpaceEnv } from './env'
import { matches, type RequestMatch } from './recorder'

/** Before the request is handled, so that nothing changed; or after, so that it is done and only the answer is lost. */
export type When = 'before' | 'after'

/** Statuses that a fault answers with. */
export const faultStatuses = [401, 403, 404, 409, 429, 500, 502, 503, 504] as const
export type FaultStatus = (typeof faultStatuses)[number]

/** What goes wrong. */
export type Fault =
  /** The connection breaks. */
  | { readonly kind: 'reset'; readonly when: When }
  /** No answer until the handle's `release`. */
  | { readonly kind: 'hang'; readonly when: When }
  /** A page with status 200 instead of the answer. */
  | { readonly kind: 'html' }
  /** An error; `retryAfter` in seconds. 500 is JSON, 403 and the other 5xx are pages, the others as documented. */
  | { readonly kind: 'status'; readonly status: FaultStatus; readonly retryAfter?: number }
  /** A 200 that says it failed; nothing was done. */
  | { readonly kind: 'unsuccessful'; readonly message?: string }
  /** The answer, or each row of it, lacks these fields. */
  | { readonly kind: 'drop'; readonly fields: readonly string[] }
  /** An update is accepted, but these fields are stored differently from what was sent. */
  | { readonly kind: 'normalise'; readonly fields: Readonly<Record<string, (value: unknown) => unknown>> }
  /** Something else happens at that very moment, such as another administrator's edit. */
  | { readonly kind: 'run'; readonly when: When; readonly run: () => void }

/** A fault and the requests it meets. */
export type FaultRule = Fault &
  RequestMatch & {
    /** How many requests it meets; 1 unless said otherwise, `Infinity` until cancelled. */
    readonly times?: number
    /** How many matching requests it lets pass first. */
    readonly skip?: number
  }

export interface FaultHandle {
  /** How many requests met it so far. */
  readonly hits: number
  /** Resolves when the first request meets it; after the commit, for a fault that waits for it. */
  readonly hit: Promise<void>
  /** Lets hanging requests go on. */
  release(): void
  /** No further request meets it; hanging ones go on. */
  cancel(): void
}

interface Deferred {
  readonly promise: Promise<void>
  readonly resolve: () => void
}

function deferred(): Deferred {
  let resolve = (): void => undefined
  const promise = new Promise<void>((settle) => (resolve = settle))
  return { promise, resolve: () => resolve() }
}

class Armed implements FaultHandle {
  hits = 0
  readonly #released = deferred()
  readonly #hit = deferred()
  readonly hit = this.#hit.promise
  #left: number
  #skip: number

  constructor(readonly rule: FaultRule) {
    this.#left = rule.times ?? 1
    this.#skip = rule.skip ?? 0
  }

  take(method: string, path: string): boolean {
    if (this.#left <= 0 || !matches(this.rule, method, path)) return false
    if (this.#skip > 0) {
      this.#skip -= 1
      return false
    }
    this.#left -= 1
    return true
  }

  arrive(): void {
    this.hits += 1
    this.#hit.resolve()
  }

  get released(): Promise<void> {
    return this.#released.promise
  }

  release(): void {
    this.#released.resolve()
  }

  cancel(): void {
    this.#left = 0
    this.release()
  }

  get spent(): boolean {
    return this.#left <= 0
  }
}

/** Faults in the order in which they were set; a request meets the first that matches. */
export class Faults {
  #armed: Armed[] = []

  constructor(readonly state: State) {}

  add(rule: FaultRule): FaultHandle {
    const armed = new Armed(rule)
    this.#armed = [...this.#armed.filter((one) => !one.spent), armed]
    return armed
  }

  readonly middleware: MiddlewareHandler<SpaceEnv> = async (context, next) => {
    const { method, path } = context.req
    const armed = this.#armed.find((one) => one.take(method, path))
    if (!armed) return next()
    const { rule } = armed
    const early =
      !('when' in rule && rule.when === 'after') && rule.kind !== 'drop' && rule.kind !== 'normalise'
    if (!early) await next()
    armed.arrive()
    const answer = await this.#strike(rule, armed, context)
    if (answer) return replace(context, answer)
    if (early) await next()
    return undefined
  }

  /** @returns the answer that stands instead of the usual one, if any */
  async #strike(rule: FaultRule, armed: Armed, context: Context<SpaceEnv>): Promise<Response | undefined> {
    switch (rule.kind) {
      case 'reset':
        context.env.incoming.socket.resetAndDestroy()
        return RESPONSE_ALREADY_SENT
      case 'hang':
        await armed.released
        return undefined
      case 'html':
        return page('Northlight', 200)
      case 'status':
        return statusAnswer(rule.status, rule.retryAfter)
      case 'unsuccessful':
        return unsuccessful(rule.message ?? 'The user could not be updated.')
      case 'run':
        rule.run()
        return undefined
      case 'drop':
        return dropFields(context.res, rule.fields)
      case 'normalise':
        await this.#normalise(context, rule.fields)
        return undefined
    }
  }

  async #normalise(
    context: Context<SpaceEnv>,
    fields: Readonly<Record<string, (value: unknown) => unknown>>,
  ): Promise<void> {
    if (context.res.status !== 200) return
    const { users } = this.state
    const id = Number(parseRaw(await context.req.text()).get('Id'))
    users.change(
      id,
      new Map(
        Object.entries(fields).map(([name, change]) => [
          name,
          JSON.stringify(change(users.value(id, name)) ?? null),
        ]),
      ),
    )
    this.state.onChange()
  }
}

function replace(context: Context<SpaceEnv>, answer: Response): Response {
  // Hono would add the headers of an answer that was already there to the new one.
  context.res = undefined
  return (context.res = answer)
}

function statusAnswer(status: FaultStatus, retryAfter?: number): Response {
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }
  switch (status) {
    case 401:
      return unauthorized()
    case 403:
      return page('Forbidden', status)
    case 404:
      return notFound()
    case 409:
    case 429:
      return throttled(status, retryAfter)
    case 500:
      return serverFault()
    case 502:
    case 504:
      return page('The server behind this one did not answer', status)
    case 503:
      return page('Down for maintenance', status, headers)
  }
}

async function dropFields(answer: Response, fields: readonly string[]): Promise<Response> {
  const text = await answer.text()
  const drop = (json: string): string =>
    formatRaw(new Map([...parseRaw(json)].filter(([name]) => !fields.includes(name))))
  const body = parseRaw(text)
  const rows = body.get('Records')
  if (rows === undefined) return jsonText(drop(text), answer.status)
  const cut = (JSON.parse(rows) as unknown[]).map((row) => drop(JSON.stringify(row)))
  return jsonText(formatRaw(new Map([...body, ['Records', `[${cut.join(',')}]`]])), answer.status)
}
