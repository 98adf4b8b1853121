import type { SyncState } from '#shared/ipc/models'
import { UsherError } from '#shared/ipc/errors'
import type { Desk } from '../desk'
import { SimulatedDisk } from './disk'
import type { Ledger } from './ledger'
import { SimulatedProgram } from './program'
import { recordIds, type SimulatedServer } from './server'
import type { Wire } from './wire'
import type { Life, World } from './world'

interface Parts {
  readonly number: number
  /** Who has an account on it. */
  readonly people: readonly number[]
  readonly world: World
  readonly server: SimulatedServer
  readonly wire: Wire
  readonly ledger: Ledger
}

/** One computer with Usher: its disk, its clock and its network, and the program on it while it lives. */
export class SimulatedComputer {
  readonly disk: SimulatedDisk
  program: SimulatedProgram | null = null
  isPlugged = true
  /** What its clock shows at the run's beginning, ms since 1970. */
  private clockAtStart = 1_700_000_000_000
  private life: Life | null = null
  /** The sign-in that the keychain holds. */
  private remembered: { person: number; token: string } | null = null

  constructor(readonly parts: Parts) {
    const { number, people, world, ledger } = parts
    this.disk = new SimulatedDisk(number, people, world, ledger)
  }

  get number(): number {
    return this.parts.number
  }
  get clock(): number {
    // Whole milliseconds, as clocks tell.
    return Math.floor(this.parts.world.now) + this.clockAtStart
  }
  get desk(): Desk | null {
    return this.program?.desk ?? null
  }

  /** Starts the program on whatever is on the disk, as whoever was signed in. */
  start(): void {
    const { world, server, wire, number } = this.parts
    const life = (this.life = world.live())
    const isPlugged = (): boolean => this.isPlugged
    this.program = new SimulatedProgram({
      ...{ life, server, isPlugged, random: () => world.chance.next() },
      clock: { now: () => this.clock, sleep: (ms) => life.sleep(ms) },
      fetch: wire.fetchFor({ computer: number, life, isPlugged }),
      database: this.disk.for(life),
      copy: this.disk.copy(life),
      ended: () => this.parts.ledger.count('a sign-in that ended'),
      opened: (desk) => desk.onSync(this.roundsOf(desk)),
    })
    if (this.remembered) this.program.enter(this.remembered.person, this.remembered.token)
  }

  /** SIGKILL: whatever was awaited never comes. */
  kill(): void {
    this.countKill()
    this.life?.end()
    this.life = null
    this.program = null
    this.parts.wire.killed(this.number)
  }

  plug(on: boolean): void {
    if (on === this.isPlugged) return
    this.isPlugged = on
    this.program?.connection.hint(on)
  }

  /** The clock is set; @param asleep the computer slept meanwhile, and is told when it wakes */
  jump(ms: number, asleep: boolean): void {
    this.clockAtStart += ms
    this.parts.ledger.count(ms < 0 ? 'a clock set back' : asleep ? 'a long sleep' : 'a clock set forward')
    if (asleep) this.program?.refresh()
  }

  /** Somebody signs in, over the top of whoever is there. @throws UsherError `offline` */
  async signIn(person: number): Promise<void> {
    const { program, life } = this
    if (!program || !life) return
    const token = await life.effect(() => {
      if (!this.isPlugged) throw new UsherError('offline')
      return this.parts.server.signIn(person)
    })
    this.parts.ledger.say(`computer ${this.number}: person ${person} signs in`)
    if (program.desk?.account !== person) this.parts.ledger.count('an account left and entered again')
    this.remembered = { person, token }
    program.enter(person, token)
  }

  signOut(): void {
    const { program } = this
    const { wire, ledger } = this.parts
    if (!program) return
    if (program.person !== null && wire.isWriting(this.number, program.person))
      ledger.count('sign-out during a write')
    ledger.say(`computer ${this.number}: signed out`)
    this.remembered = null
    program.leave()
  }

  /** A person opens a record: only what was read in full here can be edited. */
  async open(person: number, id: number): Promise<void> {
    const { program, life } = this
    if (!program || !life) return
    const fresh = await program.users.read(id, 'interactive', person)
    const copy = this.disk.copy(life)
    await this.disk.for(life).transaction(copy.recordStatements(person, id, fresh, this.clock))
  }

  /** A round that begins while another is on its way. */
  private roundsOf(desk: Desk): (state: SyncState) => void {
    const { ledger } = this.parts
    let last: SyncState | null = null
    return (state) => {
      const begins = state.running && state.startedAt !== last?.startedAt
      if (begins && last?.running === true)
        ledger.violations.push(`computer ${this.number}, person ${desk.account}: two rounds at the same time`)
      last = state
    }
  }

  private countKill(): void {
    const { ledger, people } = this.parts
    for (const person of people)
      for (const id of recordIds) {
        const { intentKept, attempts } = ledger.at({ computer: this.number, person, id })
        if (intentKept === null) continue
        const tried = attempts.findLast(({ order, isPassword }) => !isPassword && order > intentKept)
        ledger.count(
          tried?.taken ? 'killed after a write' : tried ? 'killed during a write' : 'killed before a write',
        )
      }
  }
}
