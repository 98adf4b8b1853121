import { UsherError } from '#shared/ipc/errors'
import {
  initialPreferences,
  preferenceKeys,
  readPreference,
  type OwnPreferences,
  type PreferenceChange,
  type Preferences,
} from '#shared/ipc/preferences'
import type { Database } from '../database/database'

/** What each account's window remembers. The database owns it. */
export interface PreferenceStore {
  /** Whatever can no longer be read is its default; it is overwritten by the next change of that key alone. */
  read(): Promise<OwnPreferences>
  /**
   * @param owner whose window it was changed in
   * @throws UsherError `not-signed-in` when another account is there by now
   */
  set(owner: number, change: PreferenceChange): Promise<void>
}

/** @param account who is signed in now; it throws where nobody is */
export function createPreferences(database: Database, account: () => number): PreferenceStore {
  return {
    async read() {
      const owner = account()
      const rows = await database.all('SELECT key, value FROM preferences WHERE account = ?', owner)
      const kept = new Map(rows.map((row) => [row['key'], String(row['value'])]))
      const values = preferenceKeys.flatMap((key) => {
        const text = kept.get(key)
        return text === undefined ? [] : [[key, readPreference(key, parsed(text))] as const]
      })
      return {
        owner,
        values: { ...initialPreferences, ...(Object.fromEntries(values) as Partial<Preferences>) },
      }
    },
    async set(owner, { key, value }) {
      if (account() !== owner) throw new UsherError('not-signed-in')
      const sql = 'INSERT INTO preferences VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value'
      await database.all(sql, owner, key, JSON.stringify(value))
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
