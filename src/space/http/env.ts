import type { HttpBindings } from '@hono/node-server'
import type { Settings } from '../options'
import type { State } from '../store/state'

/** Who asks, once the token was found to count. */
export interface Caller {
  readonly id: number
  readonly email: string
}

/** Hono's view of one request: Node's own request and response below, the caller above. */
export interface SpaceEnv {
  Bindings: HttpBindings
  Variables: { caller: Caller }
}

/** What a route needs. */
export interface Parts {
  readonly state: State
  readonly settings: Settings
}
