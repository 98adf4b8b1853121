import type { Field, FieldValue } from './field'

/** Why a drafted value cannot be sent. The words are in the renderer's catalogue. */
export type Invalid = 'required' | 'email' | 'url' | 'url-private' | 'choice' | 'date' | 'website' | 'account'

/**
 * Checks a drafted value. Drafts may be invalid and are kept; only applying asks (product.md §3b).
 * @returns what is wrong, or null.
 */
export function validate(field: Field, value: FieldValue): Invalid | null {
  const isEmpty = value === null || (typeof value === 'string' && value.trim() === '')
  if (isEmpty && (field.put === 'required' || field.filled)) return 'required'
  if (field.type === 'email' && !isEmpty && !isEmail(String(value))) return 'email'
  if (field.type === 'date' && !isEmpty && !isDay(String(value))) return 'date'
  if (field.type === 'url') return validateUrl(String(value ?? ''))
  // Neither can be emptied by an update: there would be nothing to send (see `toProfileUpdate`).
  if (field.type === 'country' && value === null) return 'choice'
  if (field.type === 'choice' && (value === null || !field.choices?.includes(Number(value)))) return 'choice'
  if (field.leads && !isEmpty && !leadsSomewhere(field.leads, String(value).trim())) return field.leads
  return null
}

/** Deliberately loose: the server has the last word, this only catches slips. */
function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
}

/** A day that the calendar has, as `1990-06-15`. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** A web address may be without its scheme, as people write it; a name at a service has no spaces, and maybe an @ (Skype: live:). */
function leadsSomewhere(kind: 'website' | 'account', text: string): boolean {
  if (kind === 'account' && /^(@|live:)?[\p{L}\p{N}._-]+$/u.test(text)) return true
  const url = parseUrl(/^[a-z][a-z0-9+-]*:(?!\d)/i.test(text) ? text : `https://${text}`)
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  return isWeb && !/\s/.test(text) && /^[^.].*\.[^.]+$/.test(url.hostname) && url.username === ''
}

/** The server downloads a picture by itself and without credentials (nexudus-api.md §4): https and public. */
function validateUrl(text: string): Invalid | null {
  const url = parseUrl(text)
  if (url?.protocol !== 'https:') return 'url'
  return isPrivateHost(url.hostname) || url.username !== '' ? 'url-private' : null
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

function isPrivateHost(host: string): boolean {
  return (
    !host.includes('.') ||
    /\.(local|localhost|internal|home|lan)$/.test(host) ||
    /^(10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(host)
  )
}
