import { UsherError } from '#shared/ipc/errors'
import type { Users } from '../nexudus/users'

/** Sends a person's new password. @throws UsherError `password-weak`, `blocked`, or whatever kept it from being sent */
export type PasswordSetter = (id: number, password: string) => Promise<void>

/**
 * A password is sent at once and with fresh data, held in memory for the length of one write, and never kept: not as a
 * draft, not in the journal. It cannot be read back; the server's word is all there is.
 */
export function createPasswordSetter(users: Users): PasswordSetter {
  return async (id, password) => {
    if (!isStrong(password)) throw new UsherError('password-weak')
    const fresh = await users.read(id, 'interactive')
    if (fresh.missing.length > 0) throw new UsherError('blocked', { missing: fresh.missing })
    await users.write(fresh, { NewPassword: password })
  }
}

/** The administrators' policy (nexudus-api.md §2.8): 8 characters, upper and lower case, a digit, a special one. */
function isStrong(password: string): boolean {
  return [/.{8}/su, /\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}\s]/u].every((rule) => rule.test(password))
}
