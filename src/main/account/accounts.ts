import { randomUUID } from 'node:crypto'
import type { Account } from '#shared/ipc/models'
import type { Database } from '../database/database'
import type { SqlRow } from '../database/driver'
import type { Sql } from '../database/protocol'

/** A person at a server, as this computer remembers them. Everything local hangs on `account`. */
export interface SavedAccount extends Account {
  /** Server and the person's id there: names the keychain's entries, and stays when their email changes. */
  readonly key: string
  readonly api: string
  readonly portal: string | null
}

/** Who used Usher on this computer, and who is signed in now. Holds no secret. */
export interface Accounts {
  /**
   * Adds or renews an account.
   * @param formerKey under which an earlier Usher may know it; it gets the new key then, once, and what the keychain
   *   holds under the former one is noted
   */
  save(account: Omit<SavedAccount, 'account'>, formerKey?: string): Promise<SavedAccount>
  /** Notes that the keychain may hold entries under this key, until they are surely gone. */
  noteKept(key: string): Promise<void>
  dropKept(key: string): Promise<void>
  /** The keys under which the keychain may hold entries. */
  kept(): Promise<readonly string[]>
  /** The account that was signed in when Usher last ran, and where its tokens are. */
  current(): Promise<{ account: SavedAccount; tokens: 'keychain' | 'memory'; expiresAt: number } | null>
  setCurrent(account: SavedAccount | null, tokens: 'keychain' | 'memory', expiresAt: number): Promise<void>
  /** Address and email to begin with: of the last sign-in to a real space, or those of the portal's space. */
  remembered(): Promise<{ address: string; email: string }>
  /** This installation's own id towards the token endpoint (nexudus-api.md §1.1). */
  clientId(): Promise<string>
}

/**
 * @param portalOf the account of a space whose own sign-in to its location's portal is meant; a sign-in to a space unless
 *   given. The two have a register, a client id and keychain entries each, so that neither ends the other (§1.8).
 */
export function createAccounts(database: Database, now: () => number, portalOf?: number): Accounts {
  const mark = portalOf === undefined ? '' : portalMark
  const currentName = portalOf === undefined ? 'current' : `${mark}current ${portalOf}`
  const keptPrefix = `${mark}kept `
  const setting = async (name: string): Promise<string | null> =>
    ((await database.get('SELECT value FROM settings WHERE name = ?', name))?.['value'] as
      string | undefined) ?? null
  const set = (name: string, value: string) => ({
    sql: 'INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    params: [name, value],
  })
  return {
    async save(a, formerKey = '') {
      const upsert = {
        sql: `INSERT INTO accounts (key, address, api_url, portal_url, email, name, space, demo, used_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET address = excluded.address, api_url = excluded.api_url,
           portal_url = excluded.portal_url, email = excluded.email, name = excluded.name, space = excluded.space,
           used_at = excluded.used_at
         RETURNING account`,
        params: [a.key, a.address, a.api, a.portal, a.email, a.name, a.space, a.demo ? 1 : 0, now()],
      }
      const saved = await database.transaction([...adopt(keptPrefix, formerKey, a.key), upsert])
      return { ...a, account: Number(saved.at(-1)?.[0]?.['account']) }
    },
    async noteKept(key) {
      await database.transaction([set(keptPrefix + key, '')])
    },
    async dropKept(key) {
      await database.all('DELETE FROM settings WHERE name = ?', keptPrefix + key)
    },
    async kept() {
      const rows = await database.all("SELECT name FROM settings WHERE name LIKE ? || '%'", keptPrefix)
      return rows.map((row) => String(row['name']).slice(keptPrefix.length))
    },
    async current() {
      const current = JSON.parse((await setting(currentName)) ?? 'null') as {
        account: number
        tokens: 'keychain' | 'memory'
        expiresAt: number
      } | null
      if (!current) return null
      const row = await database.get('SELECT * FROM accounts WHERE account = ?', current.account)
      return row ? { account: readAccount(row), tokens: current.tokens, expiresAt: current.expiresAt } : null
    },
    async setCurrent(account, tokens, expiresAt) {
      const value = account ? JSON.stringify({ account: account.account, tokens, expiresAt }) : 'null'
      await database.transaction([set(currentName, value)])
    },
    async remembered() {
      const row = await (portalOf === undefined
        ? database.get(
            `SELECT address, email FROM accounts WHERE demo = 0 AND key NOT LIKE '${portalMark}%'
             ORDER BY used_at DESC LIMIT 1`,
          )
        : database.get(
            "SELECT coalesce(portal_url, '') AS address, email FROM accounts WHERE account = ?",
            portalOf,
          ))
      return { address: String(row?.['address'] ?? ''), email: String(row?.['email'] ?? '') }
    },
    async clientId() {
      const saved = await setting(`${mark}client_id`)
      if (saved) return saved
      const created = randomUUID()
      await database.transaction([set(`${mark}client_id`, created)])
      return created
    },
  }
}

/** At the front of a portal account's key, and of the settings about it. */
export const portalMark = 'portal '

/** Statements that give an account its new key, and note the keychain's entries under the former one. */
function adopt(keptPrefix: string, former: string, key: string): Sql[] {
  if (former === '') return []
  return [
    {
      sql: `INSERT OR IGNORE INTO settings SELECT '${keptPrefix}' || key, '' FROM accounts WHERE key = ?`,
      params: [former],
    },
    { sql: 'UPDATE OR IGNORE accounts SET key = ? WHERE key = ?', params: [key, former] },
  ]
}

function readAccount(row: SqlRow): SavedAccount {
  return {
    account: Number(row['account']),
    key: String(row['key']),
    address: String(row['address']),
    api: String(row['api_url']),
    portal: row['portal_url'] === null ? null : String(row['portal_url']),
    email: String(row['email']),
    name: String(row['name']),
    space: String(row['space']),
    demo: row['demo'] === 1,
  }
}
