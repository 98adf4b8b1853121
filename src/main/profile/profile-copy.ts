import type { AuditNote, LookupRow, ProfileChoice } from '#shared/ipc/models'
import type { Profile } from '#shared/records/profile-fields'
import type { Database } from '../database/database'
import type { Sql } from '../database/protocol'
import type { FreshProfile } from '../nexudus/profiles'

export interface KeptProfile {
  readonly record: Profile
  readonly email: string
  readonly offersSummary: boolean
  readonly savedBy: AuditNote | null
  readonly readAt: number
}

/** What is kept of a portal account beside its profiles. */
export interface KeptLists {
  readonly profiles: readonly ProfileChoice[]
  readonly countries: readonly LookupRow[]
  /** The profile that was shown last. */
  readonly chosen: number | null
}

/** The local copy of a customer's own profiles: what can be edited without a network. */
export interface ProfileCopy {
  record(account: number, id: number): Promise<KeptProfile | null>
  recordStatements(account: number, id: number, profile: FreshProfile, now: number): readonly Sql[]
  lists(account: number): Promise<KeptLists>
  saveLists(account: number, lists: Partial<KeptLists>): Promise<void>
}

export const noLists: KeptLists = { profiles: [], countries: [], chosen: null }

/** A portal's account has neither people nor lookups of a space: its rows in the same tables are these. */
export function createProfileCopy(database: Database): ProfileCopy {
  return {
    async record(account, id) {
      const sql = 'SELECT record, read_at FROM records WHERE account = ? AND id = ?'
      const row = await database.get(sql, account, id)
      if (!row) return null
      const kept = JSON.parse(String(row['record'])) as Omit<KeptProfile, 'readAt'>
      // An earlier Usher did not keep it.
      return { ...kept, savedBy: kept.savedBy ?? null, readAt: Number(row['read_at']) }
    },
    recordStatements: (account, id, { values, email, offersSummary, savedBy }, now) => [
      {
        sql: "INSERT OR REPLACE INTO records (account, id, record, missing, read_at) VALUES (?, ?, ?, '[]', ?)",
        params: [account, id, JSON.stringify({ record: values, email, offersSummary, savedBy }), now],
      },
    ],
    async lists(account) {
      const rows = await database.all('SELECT lookup, rows FROM lookups WHERE account = ?', account)
      const kept = rows.map((row) => [row['lookup'], JSON.parse(String(row['rows']))] as const)
      return { ...noLists, ...(Object.fromEntries(kept) as Partial<KeptLists>) }
    },
    async saveLists(account, lists) {
      await database.transaction(
        Object.entries(lists).map(([name, rows]) => ({
          sql: 'INSERT OR REPLACE INTO lookups (account, lookup, rows) VALUES (?, ?, ?)',
          params: [account, name, JSON.stringify(rows)],
        })),
      )
    },
  }
}
