import { createPinia, setActivePinia } from 'pinia'
import { createApp, nextTick } from 'vue'
import type { Args, Channel, EventName, Events } from '#shared/ipc/contract'
import type { ErrorCode } from '#shared/ipc/errors'
import type { Draft, DraftChange, PortalState, SessionState } from '#shared/ipc/models'
import { groupOf, type Group } from './group'

const names = (_: string, id: number): string => `#${id}`

export function draftOf(given: Partial<Draft> = {}): Draft {
  return {
    account: 1,
    id: 7,
    title: 'Zoe Müller',
    email: 'zoe@example.com',
    state: 'saved',
    changes: [{ field: 'FullName', base: 'Zoe', mine: 'Zoë' }],
    problem: null,
    editedAt: 0,
    retryAt: null,
    revision: 1,
    checkedAt: null,
    reading: null,
    unsettled: false,
    ...given,
  }
}

export function group(
  id: number,
  title: string,
  changes: readonly DraftChange[],
  more: Partial<Draft> = {},
): Group {
  return groupOf(draftOf({ id, title, changes, ...more }), names, 'online')
}

/** The sign-in to a portal, as main tells it. */
export function portalOf(
  given: Partial<PortalState> = {},
  phase = 'signed-in' as SessionState['phase'],
): PortalState {
  const account = {
    account: 2,
    name: 'Zoe',
    email: 'zoe@example.com',
    space: 'Harbour',
    address: 'h',
    demo: false,
  }
  return {
    session: { phase, account, tokens: 'keychain', problem: null, remembered: { address: '', email: '' } },
    ...{ profiles: [], countries: [], current: 5, online: true, pausedUntil: null, problem: null },
    ...given,
  }
}

export type Answers = { [C in Channel]?: (args: Args<C>) => unknown }

/** A composable in a page of its own, with a main process that answers as the test says. */
export interface Stand<T> {
  readonly it: T
  readonly asked: { readonly channel: string; readonly args: unknown }[]
  readonly answers: Answers
  readonly tell: <E extends EventName>(event: E, payload: Events[E]) => Promise<void>
  readonly close: () => void
}

/** Enough turns of the loop for calls, stores and watchers to follow each other. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) {
    await Promise.resolve()
    await nextTick()
  }
}

export async function stand<T>(use: () => T, answers: Answers = {}): Promise<Stand<T>> {
  const asked: { channel: string; args: unknown }[] = []
  const listeners = new Map<string, ((payload: never) => void)[]>()
  const ask = (channel: string) => async (args: never) => {
    asked.push({ channel, args })
    const value = await (answers[channel as Channel] as ((args: never) => unknown) | undefined)?.(args)
    const refused = (value as { refuse?: ErrorCode } | null | undefined)?.refuse
    return refused ? { ok: false, problem: { code: refused, facts: {} } } : { ok: true, value }
  }
  const usher = {
    calls: new Proxy({}, { get: (_, channel: string) => ask(channel) }),
    on: (event: string, listener: (payload: never) => void) => {
      listeners.set(event, [...(listeners.get(event) ?? []), listener])
    },
  }
  Object.defineProperty(window, 'usher', { value: usher, configurable: true })
  const pinia = createPinia()
  setActivePinia(pinia)
  let made: T | undefined
  const subject = createApp({
    setup: () => {
      made = use()
      return () => null
    },
  }).use(pinia)
  subject.mount(document.createElement('div'))
  await settle()
  return {
    it: made as T,
    asked,
    answers,
    tell: async (event, payload) => {
      for (const listener of listeners.get(event) ?? []) listener(payload as never)
      await settle()
    },
    close: () => subject.unmount(),
  }
}
