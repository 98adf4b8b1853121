import * as v from 'valibot'
import { Confirmation, FieldError } from '#shared/api/envelopes'
import { UsherError, type ErrorFacts } from '#shared/ipc/errors'

/** An answer as it came: status, the headers that matter, and the whole text. */
export interface RawAnswer {
  readonly status: number
  readonly contentType: string
  readonly retryAfter: string | null
  readonly host: string
  readonly text: string
}

/** How long to wait when the server asks for patience without saying how long. */
const defaultWait = 10_000
/** Longest wait taken at the server's word; a larger number is a mistake or a trap. */
export const longestWait = 3_600_000

/** When a `Retry-After`, in seconds or as a date, allows the next request. */
export function retryTime(header: string | null, now: number): number {
  const seconds = header !== null && /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : NaN
  const date = header === null ? NaN : Date.parse(header) - now
  const wait = [seconds, date].find((ms) => Number.isFinite(ms)) ?? defaultWait
  return now + Math.min(Math.max(wait, 0), longestWait)
}

/**
 * Turns an answer that is no success into an error, by status alone (nexudus-api.md §6.1). 409 and 429 both mean: slow
 * down. 401 and 403 both mean a missing permission here, because the caller has already tried a fresh token.
 */
export function failure(answer: RawAnswer, now: number): UsherError | null {
  const { status, host } = answer
  const facts: ErrorFacts = { status, host }
  if (status === 409 || status === 429 || (status === 503 && answer.retryAfter !== null))
    return new UsherError('throttled', { ...facts, retryAt: retryTime(answer.retryAfter, now) })
  if (status === 401 || status === 403) return new UsherError('no-permission', facts)
  if (status === 404 && !isPage(answer)) return new UsherError('gone', facts)
  if (status === 408 || status >= 500) return new UsherError('server-fault', { ...facts, ...words(answer) })
  if (isPage(answer)) return new UsherError('not-json', facts)
  if (status === 400 || status === 422) return refusal(answer)
  if (status < 200 || status > 299) return new UsherError('unexpected-answer', facts)
  return null
}

/** The answer as JSON. @throws UsherError `not-json` for a page, a hotspot's sign-in or nothing at all */
export function json(answer: RawAnswer): unknown {
  try {
    return JSON.parse(answer.text)
  } catch {
    throw new UsherError('not-json', { status: answer.status, host: answer.host })
  }
}

/** The answer as JSON of a known shape. @throws UsherError `not-json` or `unexpected-answer` */
export function parse<S extends v.GenericSchema>(schema: S, answer: RawAnswer): v.InferOutput<S> {
  const result = v.safeParse(schema, json(answer))
  if (result.success) return result.output
  const path = result.issues[0].path?.map((item) => String(item.key)).join('.')
  throw new UsherError('unexpected-answer', { status: answer.status, host: answer.host, cause: path })
}

/** Checks that a write was taken: a 200 is no proof (nexudus-api.md §6.1). @throws UsherError `refused` with the words */
export function confirm(answer: RawAnswer): Confirmation {
  const confirmation = parse(Confirmation, answer)
  if (!confirmation.WasSuccessful) throw refusal(answer)
  return confirmation
}

function refusal(answer: RawAnswer): UsherError {
  const { status, host } = answer
  return new UsherError('refused', { status, host, ...words(answer), fields: fieldErrors(errorsOf(answer)) })
}

/** Words about one field; an empty name is none. */
interface Said {
  readonly field: string
  readonly words: string
}

/**
 * `Errors` by field: a list as the vendor page ‘Update User’ shows it, one of its elements alone, or an object of texts by
 * field, since ‘Update Profile’ allows anything. What is of no field is left to the words.
 */
function fieldErrors(errors: unknown): readonly Said[] {
  if (Array.isArray(errors)) return errors.flatMap((error) => oneError(error) ?? [])
  if (typeof errors !== 'object' || errors === null) return []
  const alone = oneError(errors)
  if (alone) return [alone]
  return Object.entries(errors).flatMap(([field, said]) => {
    const words = cut(texts(said).join(' '))
    return words === '' ? [] : [{ field, words }]
  })
}

function oneError(error: unknown): Said | null {
  const { success, output } = v.safeParse(FieldError, error)
  return success ? { field: output.PropertyName, words: cut(output.Message) } : null
}

/** A text, an error's text, or those of a list. */
function texts(said: unknown): string[] {
  if (Array.isArray(said)) return said.flatMap(texts)
  if (typeof said === 'object' && said !== null && 'Message' in said) return texts(said.Message)
  return typeof said === 'string' && said !== '' ? [said] : []
}

const cut = (words: string): string => words.slice(0, 500)

/** What is said of the whole: without a message, what is said of the fields, or nobody would read what is of no field of ours. */
function words(answer: RawAnswer): { words?: string } {
  if (isPage(answer)) return {}
  const body = tryJson(answer.text)
  // Some of the portal's refusals are plain text (nexudus-api.md §5.3).
  const { Message } = (body ?? { Message: answer.text }) as { Message?: unknown }
  const errors = errorsOf(answer)
  const named = fieldErrors(errors).map(({ field, words }) => (field === '' ? words : `${field}: ${words}`))
  const [said] = [texts(Message), named, texts(errors)].map((all) => all.join(' ')).filter(Boolean)
  return said === undefined ? {} : { words: cut(said) }
}

function errorsOf({ text }: RawAnswer): unknown {
  return (tryJson(text) as { Errors?: unknown } | null)?.Errors
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isPage(answer: RawAnswer): boolean {
  return answer.contentType.includes('html') || /^\s*<(!doctype|html)/i.test(answer.text)
}
