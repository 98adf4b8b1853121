import { UsherError } from '#shared/ipc/errors'
import { createBudget, localLimits, type Clock } from '../../nexudus/budget'
import { createConnection, type Connection } from '../../nexudus/connection'
import { createApi, exchange, type Fetch, type Owner } from '../../nexudus/http'
import { createUsers, type Users } from '../../nexudus/users'
import type { Copy } from '../../directory/copy'
import type { Database } from '../../database/database'
import { openDesk, type Desk } from '../desk'
import { createDesks, type Desks } from '../desks'
import { createDraftRepository, type DraftRepository } from '../repository'
import { createUserSource } from '../user-source'
import { emailOf } from './disk'
import type { SimulatedServer } from './server'
import type { Life } from './world'

interface Parts {
  readonly life: Life
  readonly clock: Clock
  readonly random: () => number
  readonly fetch: Fetch
  readonly isPlugged: () => boolean
  readonly database: Database
  readonly copy: Copy
  readonly server: SimulatedServer
  /** Told of a sign-in that has ended. */
  readonly ended: () => void
  /** Told each desk that is opened. */
  readonly opened: (desk: Desk) => void
}

const api = 'https://harbour.example'
/** The budget looks this often whether a pause is over: it would be every 250 ms, which costs much and shows nothing. */
const nap = 5_000

/**
 * One run of the program: the real client, budget, connection, record source and desks, put together as
 * `main/assemble.ts` and `main/workplace.ts` do it. Only disk, network, clock and the keychain's side of a sign-in are
 * the simulation's. Nothing wakes it but what wakes it there.
 */
export class SimulatedProgram {
  readonly desks: Desks
  readonly repository: DraftRepository
  readonly users: Users
  readonly connection: Connection
  private who: { person: number; token: string; ended: boolean; renewedAt: number } | null = null
  private open: number | null = null
  private readonly budget

  constructor(private readonly parts: Parts) {
    const { clock, random, fetch, server, copy, database, opened } = parts
    const slow = { now: clock.now, sleep: (ms: number) => clock.sleep(Math.max(ms, nap)) }
    const budget = (this.budget = createBudget(() => localLimits, slow))
    this.connection = createConnection({
      ...{ clock, random, isLocal: () => false, startOffline: false },
      server: () => (this.person === null ? null : api),
      pausedUntil: (address) => budget.pausedUntil(address),
      probe: () => exchange(fetch, `${api}/api/auth/me`, this.headers()),
    })
    this.connection.hint(parts.isPlugged())
    this.users = createUsers(
      createApi({ fetch, budget, clock, network: this.connection, owner: () => this.owner(server) }),
    )
    this.repository = createDraftRepository(database)
    const directory = {
      renewStatements: (account: number, id: number, user: Parameters<Copy['recordStatements']>[2]) =>
        copy.recordStatements(account, id, user, clock.now()),
      renewed: () => undefined,
    }
    const openOne = async (account: number): Promise<Desk> => {
      const desk = await openDesk({
        ...{ account, by: emailOf(account), repository: this.repository, clock, random },
        source: createUserSource(account, this.users, directory),
        ready: () => this.isReady(account),
        describePerson: async (id) => {
          if (!(await copy.record(account, id))) throw new UsherError('not-read')
          return { title: `Person ${id}`, email: `p${id}@example.com` }
        },
      })
      opened(desk)
      return desk
    }
    this.desks = createDesks(openOne, () => undefined)
    let wasOnline = this.connection.state.online
    this.connection.onChange(({ online }) => {
      if (online && !wasOnline) this.refresh()
      wasOnline = online
    })
  }

  /** Who is signed in and can ask the server; null when nobody is, or the sign-in has ended. */
  get person(): number | null {
    return this.who && !this.who.ended ? this.who.person : null
  }
  get hasEnded(): boolean {
    return this.who?.ended === true
  }
  get desk(): Desk | null {
    return this.desks.shown
  }

  /** Somebody signs in, over the top of whoever is there. */
  enter(person: number, token: string): void {
    this.who = { person, token, ended: false, renewedAt: -Infinity }
    this.changed()
  }
  /** Nobody is signed in from here on. */
  leave(): void {
    this.who = null
    this.changed()
  }
  /** The computer wakes up, or a person comes back to the window. */
  refresh(): void {
    if (this.open !== null) this.desk?.engine.wake()
  }

  private changed(): void {
    this.budget.only(this.person === null ? [] : [this.person])
    // Told of each step, as the connection is of each change of the session.
    this.connection.switched()
    void this.show(this.who?.person ?? null).catch(() => undefined)
  }
  private async show(person: number | null): Promise<void> {
    if (person !== null && person === this.open) return this.refresh()
    this.open = null
    void this.desks.show(null)
    await this.desks.show(person)
    if (person === null || this.desk?.account !== person || this.who?.person !== person) return
    this.open = person
    this.refresh()
  }
  private isReady(account: number): boolean {
    return this.person === account && this.open === account && this.connection.state.online
  }
  private headers(): RequestInit {
    return { headers: { Authorization: `Bearer ${this.who?.token ?? 'none of 0'}` } }
  }
  private owner(server: SimulatedServer): Owner {
    const who = this.who
    if (!who) throw new UsherError('not-signed-in')
    const ended = (): UsherError => new UsherError('sign-in-ended')
    const current = (): Promise<string> => (who.ended ? Promise.reject(ended()) : Promise.resolve(who.token))
    return {
      ...{ account: who.person, api },
      tokens: {
        current,
        replace: async (refused) => {
          const { life, clock, isPlugged } = this.parts
          // A token that was renewed just now is not the reason (docs/decisions.md).
          if (refused !== who.token || clock.now() - who.renewedAt < 60_000) return current()
          const token = await life.effect(() => {
            if (!isPlugged()) throw new UsherError('offline')
            return server.renew(refused)
          })
          if (token !== null) {
            Object.assign(who, { token, renewedAt: clock.now() })
            return token
          }
          who.ended = true
          this.parts.ended()
          if (this.who === who) this.changed()
          throw ended()
        },
      },
    }
  }
}
