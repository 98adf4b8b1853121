import type { Context, MiddlewareHandler } from 'hono'
import type { State } from '../store/state'
import { unauthorized } from './answers'
import type { Caller, SpaceEnv } from './env'

/**
 * Lets a request through whose bearer token counts and whose user is active; with a permission named, only when the user
 * is a full administrator or holds it through a role. Anything else is an empty 401, as documented (nexudus-api.md §1.7).
 */
export function guard(state: State, permission?: string): MiddlewareHandler<SpaceEnv> {
  return async (context, next) => {
    const caller = findCaller(state, context)
    if (!caller) return unauthorized()
    if (permission !== undefined && !state.may(caller.id, permission)) return unauthorized()
    context.set('caller', caller)
    return next()
  }
}

/** Who asks: somebody active with an access token that counts. */
export function findCaller(state: State, context: Context<SpaceEnv>): Caller | undefined {
  const token = bearer(context.req.header('Authorization'))
  const session = state.tokens.session('access', token)
  if (!session) return undefined
  const { userId: id, clientId } = session
  if (!state.users.has(id) || state.users.value(id, 'Active') !== true) return undefined
  return { id, email: String(state.users.value(id, 'Email')), clientId, token }
}

/** The token of an `Authorization` header, or empty. */
export function bearer(header = ''): string {
  return /^Bearer +(\S+)$/i.exec(header)?.[1] ?? ''
}
