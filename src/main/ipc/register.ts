import type { IpcMainInvokeEvent, WebContents } from 'electron'
import * as v from 'valibot'
import type { Answer } from '#shared/ipc/bridge'
import {
  contract,
  type Args,
  type Channel,
  type EventName,
  type Events,
  type Result,
} from '#shared/ipc/contract'
import { toProblem, UsherError } from '#shared/ipc/errors'
import { origin } from '../window/app-scheme'

/** What main does for each channel. */
export type Handlers = { readonly [C in Channel]: (args: Args<C>) => Result<C> | Promise<Result<C>> }

export interface Refusals {
  /** A call that was refused or failed for a reason nobody foresaw. */
  log(channel: string, code: string, error: unknown): void
}

/**
 * Answers one window's calls, once what answers them is there. Handlers hang on that window alone; each call is checked for its sender and its argument,
 * and every failure crosses as a code.
 */
export function registerHandlers(
  contents: WebContents,
  handlers: Promise<Handlers>,
  refusals: Refusals,
): void {
  for (const channel of Object.keys(contract) as Channel[])
    contents.ipc.handle(channel, (event, args: unknown) => answer(channel, handlers, event, args, refusals))
}

/** Tells the window something it did not ask for. */
export type Tell = <E extends EventName>(event: E, payload: Events[E]) => void

export function tell<E extends EventName>(contents: WebContents, event: E, payload: Events[E]): void {
  if (!contents.isDestroyed()) contents.send(event, payload)
}

async function answer<C extends Channel>(
  channel: C,
  handlers: Promise<Handlers>,
  event: IpcMainInvokeEvent,
  args: unknown,
  refusals: Refusals,
): Promise<Answer<Result<C>>> {
  try {
    requireTrusted(event)
    const parsed = v.safeParse(contract[channel].args, args)
    if (!parsed.success)
      throw new UsherError('invalid-call', { cause: v.getDotPath(parsed.issues[0]) ?? 'args' })
    return { ok: true, value: await (await handlers)[channel](parsed.output) }
  } catch (error) {
    const problem = toProblem(error)
    if (problem.code === 'invalid-call' || problem.code === 'internal')
      refusals.log(channel, problem.code, error)
    return { ok: false, problem }
  }
}

/** The page itself, in its top frame: no frame inside it, and nothing it was navigated to. */
function requireTrusted(event: IpcMainInvokeEvent): void {
  const frame = event.senderFrame
  if (!frame || frame.parent !== null || !frame.url.startsWith(`${origin}/`))
    throw new UsherError('invalid-call', { cause: 'sender' })
}
