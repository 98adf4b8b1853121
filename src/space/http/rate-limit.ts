import type { Context, MiddlewareHandler } from 'hono'
import type { ThrottleStatus } from '../options'
import type { State } from '../store/state'
import type { SpaceEnv } from './env'
import { throttleText } from './answers'
import { bearer } from './guard'

/** Documented limits of one client (nexudus-api.md §6.3); the daily ones are left out. */
const limits = [
  { window: 100, most: 1, writesOnly: false },
  { window: 60_000, most: 120, writesOnly: false },
  { window: 3_600_000, most: 5_000, writesOnly: false },
  { window: 60_000, most: 60, writesOnly: true },
] as const

interface Past {
  readonly at: number
  readonly isWrite: boolean
}

/** Refuses requests beyond the documented limits with `Retry-After` in whole seconds. Refused ones do not count. */
export function rateLimit(state: State, status: ThrottleStatus): MiddlewareHandler<SpaceEnv> {
  const pasts = new Map<string, Past[]>()
  return async (context, next) => {
    const now = state.now()
    const client = clientOf(state, context)
    const isWrite = context.req.method !== 'GET'
    const past = (pasts.get(client) ?? []).filter(({ at }) => now - at < 3_600_000)
    const wait = Math.max(...limits.map((limit) => waitFor(limit, past, now, isWrite)))
    if (wait > 0)
      return new Response(throttleText, {
        status,
        headers: { 'Retry-After': String(Math.ceil(wait / 1_000)) },
      })
    pasts.set(client, [...past, { at: now, isWrite }])
    return next()
  }
}

/** Milliseconds until the limit allows one more request. */
function waitFor(
  limit: (typeof limits)[number],
  past: readonly Past[],
  now: number,
  isWrite: boolean,
): number {
  if (limit.writesOnly && !isWrite) return 0
  const counted = past.filter(
    ({ at, isWrite: wrote }) => now - at < limit.window && (!limit.writesOnly || wrote),
  )
  const oldest = counted.at(-limit.most)
  return oldest ? oldest.at + limit.window - now : 0
}

/** A client is a signed-in user, or what names itself in `client_id`. */
function clientOf(state: State, context: Context<SpaceEnv>): string {
  const user = state.tokens.user('access', bearer(context.req.header('Authorization')))
  return String(user ?? context.req.header('client_id') ?? 'anonymous')
}
