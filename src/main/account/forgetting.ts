import { toProblem, type Problem } from '#shared/ipc/errors'
import type { Accounts } from './accounts'
import type { Keychain } from './keychain/keychain'
import { forgetTokens } from './token-store'

/** Removes from the keychain what nobody is signed in with any more; what could not be removed is tried again. */
export interface Forgetting {
  /** The entries under this key are wanted from now on. Resolves when nothing is being removed. */
  hold(key: string): Promise<void>
  /** No entries are wanted any more. */
  release(): void
  /**
   * Removes every entry that was noted and is not wanted.
   * @param also a key to try although it may not have been noted
   * @returns why an entry may still be there, or null
   */
  forget(also?: string): Promise<Problem | null>
}

export function createForgetting(keychain: Keychain, accounts: Accounts): Forgetting {
  let held: string | null = null
  let last: Promise<unknown> = Promise.resolve()

  const forgetOne = async (key: string): Promise<Problem | null> => {
    if (key === held) return null
    try {
      await forgetTokens(keychain, key)
      await accounts.dropKept(key)
      return null
    } catch (error) {
      const { code, facts } = toProblem(error)
      return { code, facts: { ...facts, leftover: true } }
    }
  }
  const forgetAll = async (also?: string): Promise<Problem | null> => {
    const noted = await accounts.kept().catch(() => [])
    const keys = new Set(also === undefined ? noted : [also, ...noted])
    const problems: (Problem | null)[] = []
    for (const key of keys) problems.push(await forgetOne(key))
    return problems.find((problem) => problem !== null) ?? null
  }
  return {
    async hold(key) {
      held = key
      await last
    },
    release: () => void (held = null),
    forget(also) {
      const result = last.then(() => forgetAll(also))
      last = result
      return result
    },
  }
}
