import type { ErrorCode, Problem } from '#shared/ipc/errors'
import { number, t, tn, type WordKey } from '../i18n'
import { fieldLabel } from '../records/format'

/** What a person is told about a problem: what happened, what is safe, what to do. */
export interface Told {
  readonly what: string
  readonly safe: string
  readonly todo: string
}

/** Where the problem is met; it decides what can be said to be safe. */
export type Place = keyof typeof safe
const safe = {
  signIn: 'errors.safe.signIn',
  draft: 'errors.safe.draft',
  directory: 'errors.safe.directory',
  action: 'errors.safe.action',
  damage: 'errors.safe.damage',
} as const satisfies Record<string, WordKey>

/** Words a problem. The server's own words are quoted, never mistaken for ours. */
export function tell(problem: Problem, place: Place, now = Date.now()): Told {
  const facts = factWords(problem, now)
  return {
    what: t(`errors.${problem.code}.what` satisfies WordKey, facts),
    safe: t(safe[place]),
    todo: t(`errors.${problem.code}.todo` satisfies WordKey, facts),
  }
}

/** The same as one paragraph. */
export function tellInOne(problem: Problem, place: Place, now = Date.now()): string {
  const told = tell(problem, place, now)
  return `${told.what} ${told.safe} ${told.todo}`
}

function factWords({ facts }: Problem, now: number) {
  return {
    // At the start of a sentence, and inside one.
    Host: facts.host ?? t('errors.fact.Host'),
    host: facts.host ?? t('errors.fact.host'),
    server: facts.words ? t('errors.fact.server', { words: facts.words }) : '',
    status: facts.status ? t('errors.fact.status', { status: facts.status }) : '',
    wait: facts.retryAt ? waitWords(facts.retryAt, now) : t('errors.fact.wait'),
    missing: facts.missing?.length ? facts.missing.map(fieldLabel).join(', ') : t('errors.fact.missing'),
    Salvaged: salvagedWords(facts.salvaged),
  }
}

function salvagedWords(salvaged: Problem['facts']['salvaged']): string {
  const { drafts = 0, entries = 0, whole = false } = salvaged ?? {}
  if (!whole && drafts + entries === 0) return t('errors.fact.salvaged.nothing')
  const facts = { drafts: number(drafts), entries: number(entries) }
  return t(whole ? 'errors.fact.salvaged.all' : 'errors.fact.salvaged.some', facts)
}

/** How long until a moment: seconds up to two minutes, then minutes. Never less than a second. */
export function waitWords(until: number, now: number): string {
  const seconds = Math.max(1, Math.ceil((until - now) / 1000))
  return seconds <= 120 ? tn('values.seconds', seconds) : tn('values.minutes', Math.ceil(seconds / 60))
}

/** Whether the code is about the keychain, which has a section of its own on the sign-in screen. */
export function isKeychain(code: ErrorCode): code is Extract<ErrorCode, `keychain-${string}`> {
  return code.startsWith('keychain-')
}
