import { toProblem, UsherError, type ErrorCode } from '#shared/ipc/errors'
import type { Passwords } from '../nexudus/profile-record'
import type { Profiles } from '../nexudus/profiles'
import type { Users } from '../nexudus/users'

/**
 * Sends a person's new password.
 * @param account who it was typed as: nobody else sends it
 * @throws UsherError `password-weak`, `password-waits` when the server asked for patience, `password-unsure` when it may
 *   have been set, `blocked`, or whatever kept it from being sent
 */
export type PasswordSetter = (account: number, id: number, password: string) => Promise<void>

/** The same of one's own, which the portal takes with the old one. @throws likewise, and `password-mismatch` */
export type OwnPasswordSetter = (account: number, id: number, passwords: Passwords) => Promise<void>

interface Parts {
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
export function createPasswordSetter({ users, ...parts }: Parts & { readonly users: Users }): PasswordSetter {
  return async (account, id, password) => {
    if (!isStrong(password)) throw new UsherError('password-weak')
    await sendAtOnce(parts, async () => {
      const fresh = await users.read(id, 'interactive', account)
      if (fresh.missing.length > 0) throw new UsherError('blocked', { missing: fresh.missing })
      return () => users.write(fresh, { NewPassword: password }, 'interactive')
    })
  }
}

/** The location's own policy is not known here: the server has the last word. */
export function createOwnPasswordSetter({
  profiles,
  ...parts
}: Parts & { readonly profiles: Profiles }): OwnPasswordSetter {
  return async (account, id, passwords) => {
    if (passwords.fresh !== passwords.again) throw new UsherError('password-mismatch')
    await sendAtOnce(parts, async () => {
      await profiles.read(id, 'interactive', account)
      return () => profiles.setPassword(passwords, account)
    })
  }
}

/** @param prepare reads what is needed; only what it answers may have an effect */
async function sendAtOnce(
  { pausedUntil, exclusive }: Parts,
  prepare: () => Promise<() => Promise<void>>,
): Promise<void> {
  const requireNoPause = (): void => {
    const retryAt = pausedUntil()
    if (retryAt !== null) throw new UsherError('password-waits', { retryAt })
  }
  requireNoPause()
  try {
    await exclusive(async () => {
      // Its turn may have come late.
      requireNoPause()
      const write = await prepare()
      await surely(write)
    })
  } catch (error) {
    const { code, facts } = toProblem(error)
    throw code === 'throttled' ? new UsherError('password-waits', facts) : error
  }
}

/** After these the server may have done what it was asked (nexudus-api.md §6.1). */
const unsure: ReadonlySet<ErrorCode> = new Set([
  ...(['timeout', 'unreachable', 'offline', 'server-fault', 'not-json', 'unexpected-answer'] as const),
])

async function surely(write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    const { code, facts } = toProblem(error)
    throw unsure.has(code) ? new UsherError('password-unsure', facts, { cause: error }) : error
  }
}

/** The administrators' policy (nexudus-api.md §2.8): 8 characters, upper and lower case, a digit, a special one. */
function isStrong(password: string): boolean {
  return [/.{8}/su, /\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}\s]/u].every((rule) => rule.test(password))
}
