import type { Context, MiddlewareHandler } from 'hono'
import { slugOf, type Row } from '../generate/network'
import type { State } from '../store/state'
import { page, unauthorized } from './answers'
import type { Caller, SpaceEnv } from './env'
import { findCaller } from './guard'

/**
 * The location whose own host was called (nexudus-api.md §1.8), or undefined for a host that is none's. On loopback a
 * location is reached as `http://<slug>.localhost:<port>`; the bare address is the first location's.
 */
export function locationOf({ network }: State, context: Context<SpaceEnv>): Row | undefined {
  const slug = slugIn(context)
  return slug === undefined
    ? network.locations[0]
    : network.locations.find((location) => slugOf(location) === slug)
}

/** The name before `.localhost`, or undefined for the bare address. */
export function slugIn(context: Context<SpaceEnv>): string | undefined {
  const host = context.env.incoming.headers.host ?? ''
  return /^([a-z0-9-]+)\.localhost(:\d+)?$/i.exec(host)?.[1]?.toLowerCase()
}

/** A person's profile at the location that was called, or undefined when they are no customer there. */
export function profileAt(state: State, context: Context<SpaceEnv>, userId: number): number | undefined {
  const { coworkers } = state
  const active = coworkers.of(userId).filter((id) => coworkers.value(id, 'Active') === true)
  if (slugIn(context) === undefined) return active[0]
  const location = locationOf(state, context)
  return active.find((id) => coworkers.value(id, 'InvoicingBusinessId') === location?.Id)
}

/** The profile that a caller's session is about here: the one they chose, or else theirs at the location. */
export function profileOf(state: State, context: Context<SpaceEnv>, caller: Caller): number | undefined {
  const here = profileAt(state, context, caller.id)
  if (here === undefined) return undefined
  return state.coworkers.chosen({ userId: caller.id, clientId: caller.clientId }) ?? here
}

/**
 * Lets a request through whose caller is a customer here; which profile is meant is theirs to choose (§5.1). Anybody else
 * gets an empty 401: a token that does not count, and a person without a profile (§1.7).
 */
export function customerOnly(state: State): MiddlewareHandler<SpaceEnv> {
  return async (context, next) => {
    const caller = findCaller(state, context)
    const coworkerId = caller && profileOf(state, context, caller)
    if (!caller || coworkerId === undefined) return unauthorized()
    context.set('caller', caller)
    context.set('customer', { coworkerId })
    return next()
  }
}

/** Pages of the portal answer with HTML to whoever does not ask for JSON (§1.8). */
export const jsonOnly: MiddlewareHandler<SpaceEnv> = async (context, next) =>
  /\bapplication\/json\b/i.test(context.req.header('Accept') ?? '') ? next() : page('Northlight', 200)
