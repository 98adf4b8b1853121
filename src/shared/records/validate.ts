import type { Field, FieldValue } from './field'

/** Why a drafted value cannot be sent. The words are in the renderer's catalogue. */
export type Invalid = 'required' | 'email' | 'url' | 'url-private' | 'choice'

/**
 * Checks a drafted value. Drafts may be invalid and are kept; only applying asks (product.md §3b).
 * @returns what is wrong, or null.
 */
export function validate(field: Field, value: FieldValue): Invalid | null {
  if (field.put === 'required' && (value === null || (typeof value === 'string' && value.trim() === '')))
    return 'required'
  if (field.type === 'email' && !isEmail(String(value ?? ''))) return 'email'
  if (field.type === 'url') return validateUrl(String(value ?? ''))
  if (field.type === 'choice' && !field.choices?.includes(Number(value))) return 'choice'
  return null
}

/** Deliberately loose: the server has the last word, this only catches slips. */
function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
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
