import type { Context, MiddlewareHandler } from 'hono'
import type { ThrottleStatus } from '../options'
import type { State } from '../store/state'
import type { SpaceEnv } from './env'
import { throttled } from './answers'
import { bearer } from './guard'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** Documented limits of one client (nexudus-api.md §6.3), the longest windows last. */
const limits = [
  { window: 100, most: 1, writesOnly: false },
  { window: minute, most: 120, writesOnly: false },
  { window: minute, most: 60, writesOnly: true },
  { window: hour, most: 5_000, writesOnly: false },
  { window: day, most: 200_000, writesOnly: false },
  { window: day, most: 5_000, writesOnly: true },
] as const

/** When a client's requests were let through, the oldest first. */
interface Past {
  readonly all: number[]
  readonly writes: number[]
}

/** More than any limit counts. */
const kept = 200_000

/** Refuses requests beyond the documented limits with `Retry-After` in whole seconds. Refused ones do not count. */
export function rateLimit(state: State, status: ThrottleStatus): MiddlewareHandler<SpaceEnv> {
  const pasts = new Map<string, Past>()
  return async (context, next) => {
    const now = state.now()
    const client = clientOf(state, context)
    const isWrite = context.req.method !== 'GET'
    const past = pasts.get(client) ?? { all: [], writes: [] }
    pasts.set(client, past)
    const wait = Math.max(...limits.map((limit) => waitFor(limit, past, now, isWrite)))
    if (wait > 0) return throttled(status, Math.ceil(wait / second))
    remember(past.all, now)
    if (isWrite) remember(past.writes, now)
    return next()
  }
}

function remember(times: number[], now: number): void {
  times.push(now)
  if (times.length > 2 * kept) times.splice(0, times.length - kept)
}

/** Milliseconds until the limit allows one more request: until the oldest of the last `most` is out of the window. */
function waitFor(limit: (typeof limits)[number], past: Past, now: number, isWrite: boolean): number {
  if (limit.writesOnly && !isWrite) return 0
  const oldest = (limit.writesOnly ? past.writes : past.all).at(-limit.most)
  return oldest === undefined ? 0 : Math.max(0, oldest + limit.window - now)
}

/** A client is a signed-in user, or what names itself in `client_id`. */
function clientOf(state: State, context: Context<SpaceEnv>): string {
  const user = state.tokens.user('access', bearer(context.req.header('Authorization')))
  return String(user ?? context.req.header('client_id') ?? 'anonymous')
}
