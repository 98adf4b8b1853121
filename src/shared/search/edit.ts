import { parsePlaces, spelled, type Place } from './parse'
import type { Term } from './terms'

/** What a search asks beside its words: every condition that can be told in words of its own, and taken away alone. */
export function conditionsOf(typed: string): Place[] {
  return parsePlaces(typed).filter(({ term }) => term.kind !== 'text')
}

/** The text without its words. */
export function onlyConditions(typed: string): string {
  return conditionsOf(typed)
    .map(({ from, to }) => typed.slice(from, to))
    .join(' ')
}

/** The text without one of its conditions. */
export function without(typed: string, { from, to }: Place): string {
  const [before, after] = [typed.slice(0, from).trimEnd(), typed.slice(to).trimStart()]
  return before && after ? `${before} ${after}` : before + after
}

/** The text with one more condition, at its end. */
export function withTerm(typed: string, term: Term): string {
  const before = typed.trimEnd()
  // A quote that is still open would swallow what comes after it.
  const open = before.split('"').length % 2 === 0 ? '"' : ''
  return [`${before}${open}`, written(term)].filter(Boolean).join(' ')
}

/** A condition as it is typed. A member whose name cannot be typed is written by its number. */
export function written(term: Term): string {
  return `${term.not ? '-' : ''}${positive(term)}`
}

function positive(term: Term): string {
  switch (term.kind) {
    case 'text':
      return quoted(term.text)
    case 'member':
      return `${term.lookup.replace(/s$/, '')}:${term.id === null ? quoted(term.name) : `#${term.id}`}`
    case 'switch':
      return switchName(term.fields[0] ?? '')
    case 'draft':
      return 'has:draft'
    case 'never':
      return term.field === 'LastAccess' ? 'never-signed-in' : `never-${spelled(term.field)}`
    case 'age':
      return `${spelled(term.field)}:${term.over ? '>' : '<'}${length(term.ms)}`
  }
}

const quoted = (text: string): string => (/\s/.test(text) ? `"${text}"` : text)

/** `is:admin` for `IsAdmin`, `is:active` for `Active`; what is no such word is a flag. */
function switchName(name: string): string {
  const words = spelled(name)
  const is = /^is-(.+)$/.exec(words)?.[1] ?? (words.includes('-') ? null : words)
  return is === null ? `flag:${words}` : `is:${is}`
}

const hour = 3_600_000

function length(ms: number): string {
  const hours = ms / hour
  return hours % 24 === 0 ? `${hours / 24}d` : `${hours}h`
}
