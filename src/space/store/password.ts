import { createHash, randomBytes } from 'node:crypto'

/** The hash kept in `Password`. Made up, as the real one is unknown; it depends on the salt as any real one would. */
export function hashPassword(salt: string, password: string): string {
  return createHash('sha256').update(`${salt}:${password}`).digest('base64')
}

export function makeSalt(): string {
  return randomBytes(16).toString('base64')
}

/** The administrators' policy (nexudus-api.md §2.8): eight characters with upper, lower, digit and special. */
export function isStrongPassword(password: string, least = 8): boolean {
  return (
    password.length >= least &&
    /\p{Lu}/u.test(password) &&
    /\p{Ll}/u.test(password) &&
    /\p{Nd}/u.test(password) &&
    /[^\p{L}\p{Nd}\s]/u.test(password)
  )
}
