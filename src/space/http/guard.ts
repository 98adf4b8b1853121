import type { MiddlewareHandler } from 'hono'
import type { State } from '../store/state'
import { unauthorized } from './answers'
import type { SpaceEnv } from './env'

/**
 * Lets a request through whose bearer token counts and whose user is active; with a permission named, only when the user
 * is a full administrator or holds it through a role. Anything else is an empty 401, as documented (nexudus-api.md §1.7).
 */
export function guard(state: State, permission?: string): MiddlewareHandler<SpaceEnv> {
  return async (context, next) => {
    const id = state.tokens.user('access', bearer(context.req.header('Authorization')))
    if (id === undefined || !state.users.has(id)) return unauthorized()
    if (state.users.value(id, 'Active') !== true) return unauthorized()
    if (permission !== undefined && !state.may(id, permission)) return unauthorized()
    context.set('caller', { id, email: String(state.users.value(id, 'Email')) })
    return next()
  }
}

/** The token of an `Authorization` header, or empty. */
export function bearer(header = ''): string {
  return /^Bearer +(\S+)$/i.exec(header)?.[1] ?? ''
}
