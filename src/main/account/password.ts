import { toProblem, UsherError, type ErrorCode } from '#shared/ipc/errors'
import type { FreshUser, Users } from '../nexudus/users'

/**
 * Sends a person's new password.
 * @param account who it was typed as: nobody else sends it
 * @throws UsherError `password-weak`, `password-waits` when the server asked for patience, `password-unsure` when it may
 *   have been set, `blocked`, or whatever kept it from being sent
 */
export type PasswordSetter = (account: number, id: number, password: string) => Promise<void>

interface Parts {
  readonly users: Users
  /** When the server allows the next request, or null when it does now. */
  readonly pausedUntil: () => number | null
  /** Runs a write with no draft of the same person on its way. */
  readonly exclusive: (job: () => Promise<void>) => Promise<void>
}

/**
 * A password is sent at once and with fresh data, held in memory for the length of one write, and never kept: not as a
 * draft, not in the journal, not for a server that wants it later. It cannot be read back; the server's word is all there
 * is.
 */
export function createPasswordSetter({ users, pausedUntil, exclusive }: Parts): PasswordSetter {
  const requireNoPause = (): void => {
    const retryAt = pausedUntil()
    if (retryAt !== null) throw new UsherError('password-waits', { retryAt })
  }
  const setNow = async (account: number, id: number, password: string): Promise<void> => {
    // Its turn may have come late.
    requireNoPause()
    const fresh = await users.read(id, 'interactive', account)
    if (fresh.missing.length > 0) throw new UsherError('blocked', { missing: fresh.missing })
    await write(users, fresh, password)
  }
  return async (account, id, password) => {
    if (!isStrong(password)) throw new UsherError('password-weak')
    requireNoPause()
    try {
      await exclusive(() => setNow(account, id, password))
    } catch (error) {
      const { code, facts } = toProblem(error)
      throw code === 'throttled' ? new UsherError('password-waits', facts) : error
    }
  }
}

/** After these the server may have done what it was asked (nexudus-api.md §6.1). */
const unsure: ReadonlySet<ErrorCode> = new Set([
  ...(['timeout', 'unreachable', 'offline', 'server-fault', 'not-json', 'unexpected-answer'] as const),
])

async function write(users: Users, fresh: FreshUser, password: string): Promise<void> {
  try {
    await users.write(fresh, { NewPassword: password }, 'interactive')
  } catch (error) {
    const { code, facts } = toProblem(error)
    throw unsure.has(code) ? new UsherError('password-unsure', facts, { cause: error }) : error
  }
}

/** The administrators' policy (nexudus-api.md §2.8): 8 characters, upper and lower case, a digit, a special one. */
function isStrong(password: string): boolean {
  return [/.{8}/su, /\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}\s]/u].every((rule) => rule.test(password))
}
