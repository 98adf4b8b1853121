import { randomUUID } from 'node:crypto'
import type { Account } from '#shared/ipc/models'
import type { Database } from '../database/database'
import type { SqlRow } from '../database/driver'

/** A person at a server, as this computer remembers them. Everything local hangs on `account`. */
export interface SavedAccount extends Account {
  readonly account: number
  /** Server and email: names the keychain's entries. */
  readonly key: string
  readonly api: string
  readonly portal: string | null
}

/** Who used Usher on this computer, and who is signed in now. Holds no secret. */
export interface Accounts {
  /** Adds or renews an account. */
  save(account: Omit<SavedAccount, 'account'>): Promise<SavedAccount>
  /** The account that was signed in when Usher last ran, and where its tokens are. */
  current(): Promise<{ account: SavedAccount; tokens: 'keychain' | 'memory'; expiresAt: number } | null>
  setCurrent(account: SavedAccount | null, tokens: 'keychain' | 'memory', expiresAt: number): Promise<void>
  /** Address and email of the last sign-in to a real server. */
  remembered(): Promise<{ address: string; email: string }>
  /** This installation's own id towards the token endpoint (nexudus-api.md §1.1). */
  clientId(): Promise<string>
}

export function createAccounts(database: Database, now: () => number): Accounts {
  const setting = async (name: string): Promise<string | null> =>
    ((await database.get('SELECT value FROM settings WHERE name = ?', name))?.['value'] as
      string | undefined) ?? null
  const set = (name: string, value: string) => ({
    sql: 'INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    params: [name, value],
  })
  return {
    async save(a) {
      const row = await database.get(
        `INSERT INTO accounts (key, address, api_url, portal_url, email, name, space, demo, used_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET address = excluded.address, api_url = excluded.api_url,
           portal_url = excluded.portal_url, email = excluded.email, name = excluded.name, space = excluded.space,
           used_at = excluded.used_at
         RETURNING account`,
        ...[a.key, a.address, a.api, a.portal, a.email, a.name, a.space, a.demo ? 1 : 0, now()],
      )
      return { ...a, account: Number(row?.['account']) }
    },
    async current() {
      const current = JSON.parse((await setting('current')) ?? 'null') as {
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
      await database.transaction([set('current', value)])
    },
    async remembered() {
      const row = await database.get(
        'SELECT address, email FROM accounts WHERE demo = 0 ORDER BY used_at DESC LIMIT 1',
      )
      return { address: String(row?.['address'] ?? ''), email: String(row?.['email'] ?? '') }
    },
    async clientId() {
      const saved = await setting('client_id')
      if (saved) return saved
      const created = randomUUID()
      await database.transaction([set('client_id', created)])
      return created
    },
  }
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
