import type { FieldValue } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import { userField } from '#shared/records/user-fields'
import { openTestDatabase, type TestDatabase } from '../database/testing'
import type { StoredDraft } from './draft'
import { createEngine, type Engine } from './engine'
import { createOutbox, type Outbox } from './outbox'
import { createDraftRepository, type DraftRepository } from './repository'
import type { Fresh, RecordSource } from './source'

export const ana = {
  Id: 7,
  FullName: 'Ana',
  Email: 'ana@example.com',
  UserRoles: [1, 2],
  Active: true,
  AvatarFileName: 'a',
}

/** A server of one record, whose next steps can be told to go wrong. */
export class Server {
  record: Record<string, FieldValue> = { ...ana }
  missing: string[] = []
  requests: string[] = []
  /** Called before each step; may throw, or change the record as somebody else would. */
  before: (step: 'read' | 'write', count: number) => void = () => undefined
  /** Called after a write took effect; may throw, as an answer that is lost. */
  afterWrite: () => void = () => undefined
  keeps: (name: string, value: FieldValue) => FieldValue = (_, value) => value

  readonly source: RecordSource = {
    fields: userField,
    read: () => this.#step('read', () => ({ values: { ...this.record }, missing: this.missing })),
    write: (_, values) =>
      this.#step('write', () => {
        for (const [name, value] of Object.entries(values)) {
          if (name === 'NewAvatarUrl') this.record['AvatarFileName'] = 'new'
          else this.record[name] = this.keeps(name, value)
        }
        this.afterWrite()
      }),
    renew: () => [],
    renewed: () => undefined,
  }
  async #step<T>(step: 'read' | 'write', job: () => T): Promise<T> {
    await Promise.resolve()
    this.requests.push(step)
    this.before(step, this.requests.length)
    return job()
  }
}

/** Drafts, engine and database for one record, with a server that can go wrong and a clock that stands still. */
export class Desk {
  readonly database: TestDatabase = openTestDatabase()
  readonly repository: DraftRepository = createDraftRepository(this.database)
  readonly server = new Server()
  readonly time = 1_000_000
  online = true
  outbox!: Outbox
  engine!: Engine

  /** Starts the program anew on the same database, as after a crash. */
  async start(): Promise<this> {
    await this.database.all(
      `INSERT OR IGNORE INTO accounts
       VALUES (1, 'key', 'a', 'http://127.0.0.1', NULL, 'ada@northlight.example', 'Ada', 's', 0, 0)`,
    )
    this.outbox = createOutbox({
      repository: this.repository,
      now: () => this.time,
      describePerson: () => Promise.resolve({ title: 'Ana', email: 'ana@example.com' }),
    })
    await this.outbox.open(1)
    this.engine = createEngine<Fresh>({
      outbox: this.outbox,
      source: this.server.source,
      clock: { now: () => this.time, sleep: () => new Promise(() => undefined) },
      random: () => 0.4567,
      by: () => 'ada@northlight.example',
      ready: () => this.online,
    })
    return this
  }
  draft(): StoredDraft | undefined {
    return this.outbox.drafts.get(7)
  }
  edit(field: string, mine: FieldValue, base: FieldValue = (ana as Values)[field] ?? null) {
    return this.outbox.edit({ id: 7, field, base, mine })
  }
  async applyAndWait(): Promise<void> {
    await this.outbox.apply([7])
    await this.run()
  }
  async run(): Promise<void> {
    this.engine.wake()
    await this.engine.stop()
  }
}
