import { UsherError } from '#shared/ipc/errors'
import type { JournalChange, Outcome } from '#shared/ipc/models'
import { createCopy } from '../../directory/copy'
import type { Database } from '../../database/database'
import type { SqlRow } from '../../database/driver'
import { openTestDatabase } from '../../database/testing'
import type { Sql } from '../../database/protocol'
import type { Intent } from '../draft'
import type { Attempt, History, Ledger } from './ledger'
import type { Record_ } from './rules'
import { secret } from './server'
import type { Life, World } from './world'

const onItsWay: readonly unknown[] = ['queued', 'sending', 'verifying']

/** A computer's disk: it outlives the programs on it, and can be full. Whatever gets onto it is looked at. */
export class SimulatedDisk {
  /** How often it is full, out of one. */
  trouble = 0
  /** When the last program on this computer was killed. */
  killedAt = 0
  /** When it last took nothing. */
  private refusedAt = 0
  private readonly database = openTestDatabase()
  private lastEntry = 0

  constructor(
    private readonly computer: number,
    private readonly people: readonly number[],
    private readonly world: World,
    private readonly ledger: Ledger,
  ) {
    for (const person of people)
      this.database.run([
        {
          sql: `INSERT INTO accounts VALUES (?, ?, 'a', 'https://harbour.example', NULL, ?, 'Ada', 's', 0, 0)`,
          params: [person, `key ${person}`, emailOf(person)],
        },
      ])
  }

  /** The disk as a program has it: a change is made at one moment, and known to be made at another. */
  for(life: Life): Database {
    const transaction: Database['transaction'] = async (statements) => {
      const rows = await life.effect(() => this.run(statements))
      return life.effect(() => rows)
    }
    const all: Database['all'] = async (sql, ...params) => (await transaction([{ sql, params }]))[0] ?? []
    return {
      ...{ damage: null, transaction, all, close: () => Promise.resolve() },
      get: async (sql, ...params) => (await all(sql, ...params))[0],
    }
  }

  /** A record as it was last kept here, for whoever edits it; null when it was never read. */
  record(person: number, id: number): Record_ | null {
    const sql = 'SELECT record FROM records WHERE account = ? AND id = ?'
    const [row] = this.rows(sql, person, id)
    return row ? (JSON.parse(String(row['record'])) as Record_) : null
  }

  /** Keeps a record that a person opened. */
  copy(life: Life): ReturnType<typeof createCopy> {
    return createCopy(this.for(life))
  }

  /** An entry of the journal, as a person reads it. */
  changesOf(entry: number): readonly JournalChange[] {
    const [row] = this.rows('SELECT changes FROM journal WHERE entry = ?', entry)
    return JSON.parse(String(row?.['changes'] ?? '[]')) as JournalChange[]
  }

  /** @throws UsherError `disk-full` */
  private run(statements: readonly Sql[]): readonly (readonly SqlRow[])[] {
    const isReading = statements.every(({ sql }) => /^\s*SELECT/.test(sql))
    if (!isReading && this.world.chance.is(this.trouble)) {
      if (statements.some(({ sql }) => sql.includes('INTO journal')))
        this.ledger.count('disk full at the commit')
      this.refusedAt = this.world.order()
      throw new UsherError('disk-full')
    }
    const rows = this.database.run(statements)
    if (isReading) return rows
    if (JSON.stringify(statements).includes(secret))
      this.ledger.violations.push(`computer ${this.computer}: a sealed value on the disk`)
    this.look()
    return rows
  }

  /** What the disk says now that it did not say before. */
  private look(): void {
    const order = this.world.order()
    for (const row of this.rows('SELECT * FROM journal WHERE entry > ? ORDER BY entry', this.lastEntry)) {
      this.lastEntry = Number(row['entry'])
      const history = this.ledger.at({
        computer: this.computer,
        person: Number(row['account']),
        id: Number(row['id']),
      })
      const entry = {
        ...{ id: this.lastEntry, by: String(row['applied_by']), outcome: row['outcome'] as Outcome },
        changes: JSON.parse(String(row['changes'])) as JournalChange[],
      }
      this.ledger.say(`computer ${this.computer}: the journal tells ${JSON.stringify(entry)}`)
      const since = history.intentKept
      if (since === null)
        this.ledger.broken(history.place, 'the journal tells of what was never kept to be sent')
      const tried = history.attempts.filter(({ isPassword, order }) => !isPassword && order > (since ?? 0))
      const attempt = tried.find(({ taken }) => taken) ?? tried.at(-1)
      if (attempt) {
        attempt.told.push({ order, entry })
        this.requireYes(history, attempt)
      } else history.untried.push({ since: since ?? 0, told: { order, entry } })
    }
    const drafts = this.rows('SELECT account, id, state, intent FROM drafts')
    for (const person of this.people)
      for (const id of new Set([...this.ledger.all()].map(({ place }) => place.id))) {
        const row = drafts.find((one) => one['account'] === person && one['id'] === id)
        this.moved(this.ledger.at({ computer: this.computer, person, id }), row, order)
      }
  }

  /** The server's yes is kept before it is read back, unless the disk was full or the program killed. */
  private requireYes({ place }: History, { heard, yesKept, number }: Attempt): void {
    const isWhole = heard !== null && heard.order > this.killedAt && heard.order > this.refusedAt
    if (isWhole && heard.answer === 'yes' && yesKept === null)
      this.ledger.broken(place, `the server’s yes to write ${number} was not kept`)
  }

  private moved(history: History, row: SqlRow | undefined, order: number): void {
    const state = row ? String(row['state']) : null
    const intent = row && row['intent'] !== null ? (JSON.parse(String(row['intent'])) as Intent) : null
    if (intent && history.intentKept === null) {
      history.intentKept = order
      history.intents.push({ kept: order, stamp: intent.stamp })
    }
    if (!intent) history.intentKept = null
    const accepted = intent?.accepted === true
    const last = history.attempts.findLast(({ isPassword }) => !isPassword)
    if (accepted && !history.accepted && last) last.yesKept = order
    history.accepted = accepted
    if (state === history.state) return
    history.state = state
    if (state && ['conflict', 'refused', 'blocked', 'gone'].includes(state))
      this.ledger.count(`a draft: ${state}`)
    // The program says that it is not in the queue any more: what was applied before and answered is over.
    if (onItsWay.includes(state)) return
    for (const applied of history.applies)
      if (applied.answered !== null) applied.revoked = Math.min(applied.revoked, order)
  }

  private rows(sql: string, ...params: (string | number)[]): readonly SqlRow[] {
    return this.database.run([{ sql, params }])[0] ?? []
  }
}

export const emailOf = (person: number): string => `person${person}@example.com`
