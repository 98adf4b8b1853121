import type { ApplyAnswer, Draft, JournalEntry, Shown } from '#shared/ipc/models'
import type { FieldValue } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import { userField } from '#shared/records/user-fields'
import { openTestDatabase, type TestDatabase } from '../database/testing'
import type { StoredDraft } from './draft'
import { openDesk, type Desk } from './desk'
import type { Engine } from './engine'
import type { Outbox } from './outbox'
import { createDraftRepository, type DraftRepository } from './repository'
import type { RecordSource } from './source'

export const ana = {
  Id: 7,
  FullName: 'Ana',
  Email: 'ana@example.com',
  UserRoles: [1, 2],
  Active: true,
  AvatarFileName: 'a',
  UpdatedOn: '1',
}

/** A server of one record, whose next steps can be told to go wrong. */
export class Server {
  record: Record<string, FieldValue> = { ...ana }
  missing: string[] = []
  requests: string[] = []
  /** Called before each step; may throw, or change the record as somebody else would. */
  before: (step: 'read' | 'write', count: number) => void = () => undefined
  /** Called for each record that is asked for; may throw. */
  asked: (id: number) => void = () => undefined
  /** Called after a write took effect; may throw, as an answer that is lost. */
  afterWrite: () => void = () => undefined
  keeps: (name: string, value: FieldValue) => FieldValue = (_, value) => value

  readonly source: RecordSource = {
    fields: userField,
    read: (id) =>
      this.#step('read', id, () => ({
        ...{ values: { ...this.record }, missing: this.missing },
        stamp: String(this.record['UpdatedOn']),
      })),
    write: (_, values) =>
      this.#step('write', 7, () => {
        for (const [name, value] of Object.entries(values)) {
          if (name === 'NewAvatarUrl') this.record['AvatarFileName'] = 'new'
          else this.record[name] = this.keeps(name, value)
        }
        this.touch()
        this.afterWrite()
      }),
    renew: () => [],
    renewed: () => undefined,
  }
  /** The record moves, as any write to it does. */
  touch(): void {
    this.record['UpdatedOn'] = String(Number(this.record['UpdatedOn']) + 1)
  }
  async #step<T>(step: 'read' | 'write', id: number, job: () => T): Promise<T> {
    await Promise.resolve()
    this.requests.push(step)
    if (step === 'read') this.asked(id)
    this.before(step, this.requests.length)
    return job()
  }
}

/** Drafts, engine and database for one record, with a server that can go wrong and a clock that stands still. */
export class TestDesk {
  readonly database: TestDatabase = openTestDatabase()
  readonly repository: DraftRepository = createDraftRepository(this.database)
  readonly server = new Server()
  time = 1_000_000
  /** A second look takes no time here; what waits for its turn does so until `run` is called again. */
  sleep = (ms: number): Promise<void> => (ms === 1_500 ? Promise.resolve() : new Promise(() => undefined))
  online = true
  desk!: Desk

  /** Starts the program anew on the same database, as after a crash. */
  async start(): Promise<this> {
    await this.database.all(
      `INSERT OR IGNORE INTO accounts
       VALUES (1, 'key', 'a', 'http://127.0.0.1', NULL, 'ada@northlight.example', 'Ada', 's', 0, 0)`,
    )
    this.desk = await openDesk({
      account: 1,
      by: 'ada@northlight.example',
      repository: this.repository,
      source: this.server.source,
      clock: { now: () => this.time, sleep: (ms) => this.sleep(ms) },
      random: () => 0.4567,
      ready: () => this.online,
      describePerson: () => Promise.resolve({ title: 'Ana', email: 'ana@example.com' }),
    })
    return this
  }
  get engine(): Engine {
    return this.desk.engine
  }
  get outbox(): Outbox {
    return this.desk.outbox
  }
  draft(id = 7): StoredDraft | undefined {
    return this.outbox.drafts.get(id)
  }
  edit(field: string, mine: FieldValue, base: FieldValue = (ana as Values)[field] ?? null, id = 7) {
    return this.outbox.edit({ id, field, base, mine })
  }
  /** As the window does: what it shows, checked against the server when that answers. */
  async apply(...ids: number[]): Promise<ApplyAnswer> {
    const wanted = ids.length > 0 ? ids : [7]
    return this.outbox.apply(
      this.outbox
        .list()
        .filter(({ id }) => wanted.includes(id))
        .map(shownAs),
    )
  }
  async applyAndWait(): Promise<void> {
    await this.apply()
    await this.run()
  }
  async run(): Promise<void> {
    this.desk.engine.wake()
    await this.desk.engine.idle()
  }
  async journal(): Promise<readonly JournalEntry[]> {
    return (await this.repository.journal([1], { text: '', fields: [], before: null, count: 99 })).entries
  }
}

/** A draft as a review showed it. */
export function shownAs({ account, id, revision, reading }: Draft): Shown {
  return { account, id, revision, reading }
}
