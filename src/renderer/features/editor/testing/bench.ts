import { createPinia, setActivePinia } from 'pinia'
import { createApp, nextTick, type App, type Component } from 'vue'
import type { Args, Channel, EditDraft, EventName, Events } from '#shared/ipc/contract'
import type { ErrorCode } from '#shared/ipc/errors'
import type { Draft, OpenedUser } from '#shared/ipc/models'
import { visibleUserFields, type Field, type FieldValue, type VisibleUser } from '#shared/records/index'
import { i18n } from '../../../i18n'
import EditorPane from '../EditorPane.vue'

/** A full record: nothing but what is given, and empty values of the right kind. */
export function recordOf(given: Record<string, FieldValue> = {}): VisibleUser {
  const empty = (field: Field): FieldValue =>
    field.type === 'set' ? [] : field.type === 'boolean' ? false : field.type === 'integer' ? 0 : null
  const values = visibleUserFields.map((field) => [field.name, empty(field)])
  return {
    ...Object.fromEntries(values),
    Id: 7,
    FullName: 'Zoe Müller',
    Email: 'zoe@harbour.example',
    Language: 3,
    ...given,
  } as VisibleUser
}

export const openedOf = (given?: Record<string, FieldValue>): OpenedUser => ({
  id: 7,
  record: recordOf(given),
  readAt: 1_700_000_000_000,
  problem: null,
  missing: [],
})

export function draftOf(changes: Draft['changes'], given: Partial<Draft> = {}): Draft {
  return {
    account: 1,
    id: 7,
    title: 'Zoe Müller',
    email: 'zoe@harbour.example',
    state: 'saved',
    changes,
    problem: null,
    editedAt: 1_700_000_000_000,
    retryAt: null,
    revision: 1,
    checkedAt: null,
    reading: null,
    unsettled: false,
    ...given,
  }
}

type Answers = { [C in Channel]?: (args: Args<C>) => unknown }

export interface Refusal {
  readonly refuse: ErrorCode
}

/** An editor in a page, with a main process that answers as the test says. */
export interface Bench {
  readonly root: HTMLElement
  readonly app: App
  readonly asked: { channel: string; args: unknown }[]
  readonly answers: Answers
  readonly tell: <E extends EventName>(event: E, payload: Events[E]) => Promise<void>
  readonly field: (name: string) => HTMLElement
  readonly input: (name: string) => HTMLInputElement
  readonly type: (name: string, text: string) => Promise<void>
  readonly button: (words: string, within?: HTMLElement) => HTMLButtonElement
  readonly edits: () => unknown[]
  readonly close: () => void
}

/** Enough turns of the loop for calls, stores and the page to follow each other. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) {
    await Promise.resolve()
    await nextTick()
  }
  await new Promise((resolve) => setTimeout(resolve))
}

export async function openEditor(answers: Answers = {}): Promise<Bench> {
  const asked: Bench['asked'] = []
  const listeners = new Map<string, ((payload: never) => void)[]>()
  const all: Answers = {
    'users.open': () => openedOf(),
    'drafts.edit': () => null,
    'lookups.get': () => ({ refuse: 'offline' }),
    ...answers,
  }
  const ask = (channel: string) => async (args: never) => {
    asked.push({ channel, args })
    const value = await (all[channel as Channel] as ((args: never) => unknown) | undefined)?.(args)
    const refused = (value as Refusal | null | undefined)?.refuse
    return refused ? { ok: false, problem: { code: refused, facts: {} } } : { ok: true, value }
  }
  const usher = {
    calls: new Proxy({}, { get: (_, channel: string) => ask(channel) }),
    on: (event: string, listener: (payload: never) => void) => {
      listeners.set(event, [...(listeners.get(event) ?? []), listener])
      return () => undefined
    },
  }
  Object.defineProperty(window, 'usher', { value: usher, configurable: true })

  const pinia = createPinia()
  setActivePinia(pinia)
  const app = createApp(EditorPane as Component, { id: 7 })
    .use(pinia)
    .use(i18n)
  const root = document.createElement('div')
  document.body.replaceChildren(root)
  app.mount(root)
  await settle()

  const field = (name: string): HTMLElement => one(root, `[data-field="${name}"]`)
  const input = (name: string): HTMLInputElement => one(field(name), 'input') as HTMLInputElement
  return {
    root,
    app,
    asked,
    answers: all,
    field,
    input,
    tell: async (event, payload) => {
      for (const listener of listeners.get(event) ?? []) listener(payload as never)
      await settle()
    },
    type: async (name, text) => {
      const control = input(name)
      control.focus()
      control.value = text
      control.dispatchEvent(new Event('input', { bubbles: true }))
      await settle()
    },
    button: (words, within = root) => {
      const found = [...within.querySelectorAll('button')].find((button) =>
        button.textContent.replace(/\s+/g, ' ').trim().startsWith(words),
      )
      if (!found) throw new Error(`no button ‘${words}’`)
      return found
    },
    edits: () =>
      asked
        .filter(({ channel }) => channel === 'drafts.edit')
        .map(({ args }) => {
          const { id, field, base, mine } = args as EditDraft
          return { id, field, base, mine }
        }),
    close: () => app.unmount(),
  }
}

function one(root: HTMLElement, selector: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`nothing is ${selector}`)
  return found
}
