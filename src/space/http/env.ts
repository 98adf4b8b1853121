import type { HttpBindings } from '@hono/node-server'
import type { Settings } from '../options'
import type { State } from '../store/state'

/** Who asks, once the token was found to count. */
export interface Caller {
  readonly id: number
  readonly email: string
  readonly clientId: string
  /** The access token that was sent. */
  readonly token: string
}

/** A caller as a customer: which of their profiles is meant. */
export interface Customer {
  readonly coworkerId: number
}

/** Hono's view of one request: Node's own request and response below, the caller above. */
export interface SpaceEnv {
  Bindings: HttpBindings
  Variables: { caller: Caller; customer: Customer }
}

/** What a route needs. */
export interface Parts {
  readonly state: State
  readonly settings: Settings
}
