import { shallowRef, type ShallowRef } from 'vue'
import type { Channel, EventName, Events, Result } from '#shared/ipc/contract'
import { call, listen } from '../bridge/client'

/** Channels that take no argument and answer with what the event of the same thing carries. */
type StateChannel<E extends EventName> = {
  [C in Channel]: Result<C> extends Events[E] ? (Events[E] extends Result<C> ? C : never) : never
}[Channel]

/**
 * A copy of a piece of main's state that follows main's events. Stores own no truth: they show this.
 * @param event the event that carries the whole new state
 * @param channel the call that answers with it now
 */
export function mirror<E extends EventName>(
  event: E,
  channel: StateChannel<E>,
  initial: Events[E],
): { state: ShallowRef<Events[E]>; load: () => Promise<void> } {
  const state = shallowRef(initial) as ShallowRef<Events[E]>
  let told = false
  listen(event, (payload) => {
    told = true
    state.value = payload
  })
  const load = async (): Promise<void> => {
    const now = (await call(channel, undefined as never)) as Events[E]
    // An event that overtook the answer is newer.
    if (!told) state.value = now
  }
  return { state, load }
}
