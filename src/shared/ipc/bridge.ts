import type { Args, Channel, EventName, Events, Result } from './contract'
import type { Problem } from './errors'

/** How a call's answer crosses: errors as data, because Electron would turn them into strings. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** What the preload puts on the window as `usher`: one function a channel, and a way to listen. */
export interface Bridge {
  readonly calls: { readonly [C in Channel]: (args: Args<C>) => Promise<Answer<Result<C>>> }
  /** @returns a function that ends the listening. */
  readonly on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void
}
