import { isProxy, toRaw } from 'vue'
import type { Bridge } from '#shared/ipc/bridge'
import type { Args, Channel, Result } from '#shared/ipc/contract'
import { UsherError } from '#shared/ipc/errors'

declare global {
  interface Window {
    readonly usher: Bridge
  }
}

/**
 * Asks main. The only way from the window to main, beside `listen`.
 * @throws UsherError with the code main gave
 */
export async function call<C extends Channel>(channel: C, args: Args<C>): Promise<Result<C>> {
  const ask = window.usher.calls[channel] as (args: Args<C>) => ReturnType<Bridge['calls'][C]>
  const answer = await ask(plain(args))
  if (answer.ok) return answer.value
  throw new UsherError(answer.problem.code, answer.problem.facts)
}

export const listen: Bridge['on'] = (event, listener) => window.usher.on(event, listener)

/** Electron cannot clone Vue's proxies; arguments are small, so they are copied out of them. */
function plain<T>(value: T): T {
  if (Array.isArray(value)) return value.map(plain) as T
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value
  const raw: object = isProxy(value) ? toRaw(value) : value
  return Object.fromEntries(Object.entries(raw).map(([key, inner]) => [key, plain(inner)])) as T
}
