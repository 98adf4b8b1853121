import { toProblem, UsherError, type Problem } from '#shared/ipc/errors'
import type { AuditNote, OpenedProfile } from '#shared/ipc/models'
import { idOf, profileKey, type RecordKey } from '#shared/records/key'
import type { Sql } from '../database/protocol'
import { loginFlags } from '../nexudus/profile-record'
import type { FreshProfile, Profiles } from '../nexudus/profiles'
import { noLists, type KeptLists, type ProfileCopy } from './profile-copy'

/** The signed-in customer's own profiles: read from the portal, kept on disk. */
export interface OwnProfile {
  readonly lists: KeptLists
  /** Why the list of profiles could not be read the last time. */
  readonly problem: Problem | null
  /** Shows another portal account's; null for none. */
  open(account: number | null): Promise<void>
  /** Reads the list of profiles, and the countries where they were not read yet. */
  refresh(): Promise<void>
  /** @throws UsherError when neither the portal nor the copy has the profile */
  read(id: number): Promise<OpenedProfile>
  /** Name and email as last read. @throws UsherError `not-read` */
  person(key: RecordKey): Promise<{ title: string; email: string }>
  /** Who saved the profile last, as it was last read; nobody where the portal does not tell, as of the login's flags. */
  who(key: RecordKey, field: string): Promise<readonly AuditNote[]>
  /** Statements that keep a profile, for whoever commits it together with more. */
  renewStatements(account: number, id: number, profile: FreshProfile): readonly Sql[]
  /** Tells the editor. */
  renewed(account: number, id: number, profile: FreshProfile): void
  onChange(listener: () => void): void
  onRenewed(listener: (profile: OpenedProfile) => void): void
}

interface Parts {
  readonly profiles: Profiles
  readonly copy: ProfileCopy
  readonly save: (statements: readonly Sql[]) => Promise<unknown>
  readonly now: () => number
  /** Why asking the portal now would only mean waiting, or null. */
  readonly trouble: () => Problem | null
}

export function createOwnProfile({ profiles, copy, save, now, trouble }: Parts): OwnProfile {
  const listeners: (() => void)[] = []
  const renewedListeners: ((profile: OpenedProfile) => void)[] = []
  let account: number | null = null
  let lists = noLists
  let problem: Problem | null = null
  /** The countries hardly ever change: those that were kept are read once more for each opening. */
  let countriesRead = false

  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const owner = (): number => {
    if (account === null) throw new UsherError('not-signed-in')
    return account
  }
  const keep = async (mine: number, more: Partial<KeptLists>): Promise<void> => {
    if (account !== mine) return
    lists = { ...lists, ...more }
    await copy.saveLists(mine, more)
    tell()
  }
  const opened = (id: number, { values, email, offersSummary }: FreshProfile): OpenedProfile => ({
    ...{ id: profileKey(id), record: values, email, offersSummary },
    ...{ readAt: now(), problem: null, missing: [] },
  })
  return {
    get lists() {
      return lists
    },
    get problem() {
      return problem
    },
    async open(next) {
      account = next
      lists = noLists
      problem = null
      countriesRead = false
      if (next !== null) {
        const kept = await copy.lists(next)
        // Somebody else was shown meanwhile.
        if (account !== next) return
        lists = kept
      }
      tell()
    },
    async refresh() {
      const mine = owner()
      try {
        const list = await profiles.list(mine)
        // Before a person has chosen one: which the session is about at this location, whatever is the default elsewhere.
        const chosen = lists.chosen ?? (list.length > 1 ? await profiles.current(mine) : null)
        if (account === mine) problem = null
        // A profile that was opened meanwhile is what the person chose.
        await keep(mine, { profiles: list, chosen: lists.chosen ?? chosen })
        if (countriesRead) return
        await keep(mine, { countries: await profiles.countries(mine) })
        if (account === mine) countriesRead = true
      } catch (error) {
        if (account !== mine) return
        problem = toProblem(error)
        tell()
      }
    },
    async read(id) {
      const mine = owner()
      const waiting = trouble()
      const fromCopy = async (why: Problem): Promise<OpenedProfile | null> => {
        const kept = await copy.record(mine, id)
        if (!kept) return null
        const { record, email, offersSummary, readAt } = kept
        return { id: profileKey(id), record, email, offersSummary, readAt, problem: why, missing: [] }
      }
      const kept = waiting && (await fromCopy(waiting))
      // For the next start; that it could not be kept is nothing to be told of.
      if (lists.chosen !== id) await keep(mine, { chosen: id }).catch(() => undefined)
      if (kept) return kept
      try {
        const fresh = await profiles.read(id, 'interactive', mine)
        if (account === mine) await save(copy.recordStatements(mine, id, fresh, now()))
        return opened(id, fresh)
      } catch (error) {
        const failure = toProblem(error)
        const kept = await fromCopy(failure)
        if (kept) return kept
        throw failure.code === 'offline' ? new UsherError('not-read') : error
      }
    },
    async person(key) {
      const kept = await copy.record(owner(), idOf(key))
      // Without the full record there is no base, and without a base no merge.
      if (!kept) throw new UsherError('not-read')
      return { title: kept.record.FullName ?? '', email: kept.email }
    },
    async who(key, field) {
      if ((loginFlags as readonly string[]).includes(field)) return []
      const kept = await copy.record(owner(), idOf(key))
      return kept?.savedBy ? [kept.savedBy] : []
    },
    renewStatements: (mine, id, profile) => copy.recordStatements(mine, id, profile, now()),
    renewed(mine, id, profile) {
      if (account !== mine) return
      for (const listener of renewedListeners) listener(opened(id, profile))
    },
    onChange: (listener) => void listeners.push(listener),
    onRenewed: (listener) => void renewedListeners.push(listener),
  }
}
