import type { Context } from 'hono'
import type { Target } from '../store/second-writer'
import type { State } from '../store/state'
import { readBody } from './body'
import type { SpaceEnv } from './env'
import { findCaller } from './guard'
import { profileOf } from './portal'

/**
 * The record a request is about: the user whose id stands in the path or in the body, and on the portal the caller's own
 * profile; undefined when it is about none.
 */
export async function targetOf(state: State, context: Context<SpaceEnv>): Promise<Target | undefined> {
  const { path } = context.req
  if (path.startsWith('/api/sys/users')) {
    const id = Number(/\/(\d+)\/?$/.exec(path)?.[1] ?? readBody(await context.req.text())?.get('Id'))
    return state.users.has(id) ? { kind: 'user', id } : undefined
  }
  const caller = findCaller(state, context)
  const id = caller && profileOf(state, context, caller)
  return id === undefined ? undefined : { kind: 'profile', id }
}
