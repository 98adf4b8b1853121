import { UsherError } from '#shared/ipc/errors'
import type { Draft } from '#shared/ipc/models'
import type { Values } from '#shared/records/merge'
import { userField } from '#shared/records/user-fields'
import { openTestDatabase } from '../../database/testing'
import type { Database } from '../../database/database'
import { openDesk, type Desk } from '../desk'
import { createDraftRepository } from '../repository'
import type { Fresh, RecordSource } from '../source'
import type { Watch } from './watch'
import { recordIds, type SimulatedServer } from './server'
import type { Life, World } from './world'

/** One computer with Usher: its disk, the program on it while it lives, and what its person has seen. */
export class SimulatedClient {
  private readonly disk = openTestDatabase()
  private life: Life | null = null
  desk: Desk | null = null
  online = true
  /** The records as this person last saw them. */
  readonly seen = new Map<number, Values>()
  /** The records before anything happened. */
  readonly first: ReadonlyMap<number, Values>
  /** How often the disk is full, out of one. */
  diskTrouble = 0

  constructor(
    readonly account: number,
    private readonly world: World,
    private readonly server: SimulatedServer,
    private readonly watch: Watch,
  ) {
    for (const id of recordIds) this.seen.set(id, server.read(id).values)
    this.first = new Map(this.seen)
  }

  /** Starts the program on whatever is on the disk. */
  async start(): Promise<void> {
    const life = (this.life = this.world.live())
    await this.disk.all(
      `INSERT OR IGNORE INTO accounts
       VALUES (${this.account}, 'key', 'a', 'http://127.0.0.1', NULL, 'ada@example.com', 'Ada', 's', 0, 0)`,
    )
    const opening = openDesk({
      ...{ account: this.account, by: 'ada@example.com' },
      repository: createDraftRepository(this.diskOf(life)),
      source: this.source(life),
      clock: { now: () => this.world.now, sleep: (ms) => life.sleep(ms) },
      random: () => this.world.chance.next(),
      ready: () => this.online,
      describePerson: () => Promise.resolve({ title: 'Ana', email: 'ana@example.com' }),
    })
    const desk = await opening
    if (this.life === life) {
      this.desk = desk
      this.watch.say(`client ${this.account} starts with ${JSON.stringify([...desk.outbox.drafts.values()])}`)
      desk.engine.wake()
    }
  }

  /** SIGKILL: whatever was awaited never comes. */
  kill(): void {
    this.life?.end()
    this.life = null
    this.desk = null
  }

  goOnline(on: boolean): void {
    this.online = on
    if (on) this.desk?.engine.wake()
  }

  drafts(): readonly Draft[] {
    return this.desk?.outbox.list() ?? []
  }

  /** What is on the disk, whether or not the program lives. */
  kept() {
    return createDraftRepository(this.disk).all(this.account)
  }
  async journal() {
    const all = { text: '', fields: [], before: null, count: 500 }
    return (await createDraftRepository(this.disk).journal([this.account], all)).entries
  }

  private diskOf(life: Life): Database {
    const transaction: Database['transaction'] = (statements) =>
      life
        .effect(() => {
          if (this.world.chance.is(this.diskTrouble)) throw new UsherError('disk-full')
          return this.disk.run(statements)
        })
        // The change is on the disk; that it is can still be lost on the way.
        .then((rows) => life.effect(() => rows))
    const all: Database['all'] = async (sql, ...params) => (await transaction([{ sql, params }]))[0] ?? []
    return {
      ...{ damage: null, transaction, all, close: () => Promise.resolve() },
      get: async (sql, ...params) => (await all(sql, ...params))[0],
    }
  }

  /** The network: an answer is made at one moment and arrives at another, and either can fail. */
  private source(life: Life): RecordSource {
    const { server, world } = this
    const requireOnline = (): void => {
      if (!this.online) throw new UsherError('offline')
    }
    const failing = <T>(job: () => T): T => {
      const failure = server.failure()
      if (failure) throw failure
      return job()
    }
    return {
      fields: userField,
      read: async (id) => {
        const answer = await life.effect(() => {
          requireOnline()
          return failing(() => {
            const answer = server.read(id)
            return answer
          })
        })
        return life.effect(() => {
          requireOnline()
          this.seen.set(id, answer.values)
          return answer satisfies Fresh
        })
      },
      write: async (fresh, values) => {
        const id = Number(fresh.values['Id'])
        const lost = await life.effect(() => {
          requireOnline()
          const failure = server.failure()
          const isRefusal = failure?.code === 'no-permission' || failure?.code === 'refused'
          // Lost before the server had it, or after.
          if (failure && (isRefusal || world.chance.is(0.5))) throw failure
          this.watch.put(this, id, fresh.values, values)
          server.put(this.account, id, fresh.values, values)
          return failure
        })
        await life.effect(() => {
          requireOnline()
          if (lost) throw lost
        })
      },
      renew: () => [],
      renewed: () => undefined,
    }
  }

  /** What the draft of a record is on the disk, read as the world's owner and not as the program. */
  onDisk(id: number) {
    const sql = 'SELECT * FROM drafts WHERE account = ? AND id = ?'
    return this.disk.run([{ sql, params: [this.account, id] }])[0]?.[0]
  }
}
