import type { Draft } from '#shared/ipc/models'
import { SimulatedComputer } from './computer'
import { judgeEnding } from './ending'
import { Ledger, nameOf, type Place } from './ledger'
import { SimulatedPerson } from './person'
import { createChance } from './random'
import { recordIds, SimulatedServer } from './server'
import { Typed } from './typed'
import { Wire } from './wire'
import { settle, World } from './world'

export interface Run {
  readonly seed: number
  readonly violations: readonly string[]
  /** How often what makes a run worth something has happened. */
  readonly situations: ReadonlyMap<string, number>
}

const steps = 600
const people = [1, 2]
/** At rest within this time, ms: the longest pause that a server may ask for, the longest back-off, and some. */
const longestToRest = 2 * 3_600_000
/** And within this many things that happen. */
const mostToRest = 5_000

/**
 * Two computers, two people who sign in and out on either, others who write to the same records, and a server, networks,
 * clocks and disks that fail; programs are killed at any await. Everything follows from the seed.
 */
export async function simulate(seed: number, say: (text: string) => void = () => undefined): Promise<Run> {
  const run = new Simulation(seed, say)
  await run.live()
  await run.rest()
  return { seed, violations: run.ledger.violations, situations: run.ledger.situations }
}

class Simulation {
  readonly ledger: Ledger
  private readonly world: World
  private readonly server: SimulatedServer
  private readonly wire: Wire
  private readonly typed = new Typed()
  private readonly computers: readonly { computer: SimulatedComputer; user: SimulatedPerson }[]
  private readonly found = new Map<string, Draft | undefined>()

  constructor(seed: number, say: (text: string) => void) {
    const world = (this.world = new World(createChance(seed)))
    const ledger = (this.ledger = new Ledger(say))
    const server = (this.server = new SimulatedServer(world))
    const wire = (this.wire = new Wire(world, server, ledger))
    this.computers = [1, 2].map((number) => {
      const computer = new SimulatedComputer({ number, people, world, server, wire, ledger })
      return { computer, user: new SimulatedPerson(computer, world, ledger, this.typed) }
    })
  }

  /** Everything that can go wrong does. */
  async live(): Promise<void> {
    const { world, server, wire } = this
    const { chance } = world
    for (const { computer } of this.computers) {
      computer.start()
      void computer.signIn(computer.number)
    }
    for (let step = 0; step < 40; step++) await this.step()
    for (const { computer } of this.computers)
      for (const id of recordIds) void computer.open(computer.number, id).catch(() => undefined)
    for (let step = 0; step < 40; step++) await this.step()
    server.trouble = wire.trouble = chance.pick([0, 0.1, 0.3])
    const diskTrouble = chance.pick([0, 0, 0.05])
    for (const { computer } of this.computers) computer.disk.trouble = diskTrouble
    for (let step = 0; step < steps; step++) {
      this.disturb()
      await settle()
    }
  }

  private disturb(): void {
    const { chance } = this.world
    const { computer, user } = chance.pick(this.computers)
    const what = chance.next()
    if (what < 0.3) user.act()
    else if (what < 0.325) {
      this.server.disturb(this.typed.texts.slice(-8))
      this.ledger.say(`somebody: ${JSON.stringify(this.server.versions.at(-1)?.record)}`)
    } else if (what < 0.335) computer.plug(chance.is(0.7))
    else if (what < 0.345) this.restart(computer, user)
    else if (what < 0.35) computer.jump(chance.pick(jumps), chance.is(0.5))
    else this.world.happen()
  }

  private restart(computer: SimulatedComputer, user: SimulatedPerson): void {
    this.ledger.say(`computer ${computer.number} is killed`)
    computer.kill()
    user.interrupted()
    computer.start()
  }

  /** Nothing goes wrong any more: timers alone have to bring what is on its way to its end. */
  async rest(): Promise<void> {
    this.ledger.say('nothing goes wrong from here on')
    this.server.trouble = this.wire.trouble = 0
    for (const { computer } of this.computers) {
      computer.disk.trouble = 0
      if (computer.desk?.state.paused) computer.desk.engine.pause(false)
      computer.plug(true)
    }
    await this.untilRest()
    for (const { computer, user } of this.computers) {
      // Who is signed in already is woken by nothing.
      const there = computer.program?.person ?? null
      if (there !== null && computer.desk) this.look(computer, there)
      for (const person of people) {
        const entering = computer.signIn(person)
        await this.untilRest()
        await entering
        if (there !== person) this.look(computer, person)
      }
      await this.compareWithDisk(computer, user)
    }
    const shown = (place: Place): Draft | undefined => this.found.get(nameOf(place))
    for (const history of this.ledger.all()) judgeEnding(this.ledger, history, shown(history.place))
    this.typed.judge(this.ledger, this.server, shown)
  }

  /** What the person finds on their computer. */
  private look(computer: SimulatedComputer, person: number): void {
    for (const id of recordIds) {
      const place = { computer: computer.number, person, id }
      const draft = computer.desk?.outbox.list().find((one) => one.id === id)
      if (computer.desk?.account !== person) this.ledger.broken(place, 'the drafts are not shown')
      this.ledger.say(`${nameOf(place)}: ${JSON.stringify([draft, computer.desk?.state.problem])}`)
      this.found.set(nameOf(place), draft)
    }
  }

  /** A program that is killed now finds what it showed. */
  private async compareWithDisk(computer: SimulatedComputer, user: SimulatedPerson): Promise<void> {
    // What a review read of the server is not kept.
    const kept = (draft: Draft): unknown => ({
      ...{ ...draft, checkedAt: null, reading: null },
      changes: draft.changes.map((change) => ({ ...change, now: null })),
    })
    const seen = (): string =>
      JSON.stringify([...(computer.desk?.outbox.list() ?? [])].sort((a, b) => a.id - b.id).map(kept))
    const before = seen()
    computer.plug(false)
    this.restart(computer, user)
    await this.untilRest()
    if (seen() !== before)
      this.ledger.violations.push(`computer ${computer.number}: showed ${before}, and kept ${seen()}`)
    computer.plug(true)
    await this.untilRest()
  }

  private async step(): Promise<boolean> {
    const happened = this.world.happen()
    await settle()
    return happened
  }
  private async untilRest(): Promise<void> {
    await settle()
    const latest = this.world.now + longestToRest
    let left = mostToRest
    while (left > 0 && this.world.now < latest && (await this.step())) left--
    if (left === 0) this.ledger.violations.push('never came to rest')
  }
}

const hour = 3_600_000
const jumps = [-5 * 365 * 24 * hour, -2 * hour, -60_000, 60_000, 3 * hour, 30 * 24 * hour]
