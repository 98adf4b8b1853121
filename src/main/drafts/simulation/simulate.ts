import { SimulatedClient } from './client'
import { SimulatedPerson } from './person'
import { createChance } from './random'
import { SimulatedServer } from './server'
import { Watch } from './watch'
import { settle, World } from './world'

export interface Run {
  readonly seed: number
  readonly violations: readonly string[]
  /** What happened in it, for seeing that runs are worth something. */
  readonly writes: number
  readonly kills: number
}

const steps = 400
/** After this many things that happened since nothing goes wrong any more, everything has to be at rest. */
const mostToRest = 4_000

/**
 * Two computers with Usher, their people, others who write to the same records, and a server, a network and disks that
 * fail; programs are killed at any await. Everything follows from the seed.
 */
export async function simulate(seed: number, say: (text: string) => void = () => undefined): Promise<Run> {
  const chance = createChance(seed)
  const world = new World(chance)
  const server = new SimulatedServer(chance)
  const watch = new Watch(server)
  watch.say = say
  const clients = [1, 2].map((account) => new SimulatedClient(account, world, server, watch))
  const people = clients.map((client) => new SimulatedPerson(client, chance, watch))
  for (const client of clients) void client.start().catch(() => undefined)
  server.trouble = chance.pick([0, 0.1, 0.3])
  const diskTrouble = chance.pick([0, 0, 0.05])
  let kills = 0

  for (let step = 0; step < steps; step++) {
    const client = chance.pick(clients)
    client.diskTrouble = diskTrouble
    const what = chance.next()
    if (what < 0.2) chance.pick(people).act()
    else if (what < 0.23) {
      server.disturb(watch.texts())
      say(`somebody: ${JSON.stringify(server.events.at(-1))}`)
    } else if (what < 0.24) client.goOnline(chance.is(0.7))
    else if (what < 0.255) {
      kills++
      say(`client ${client.account} is killed`)
      client.kill()
      people[clients.indexOf(client)]?.interrupted()
      void client.start().catch(() => undefined)
    } else if (what < 0.27) client.desk?.engine.wake()
    else world.happen()
    await settle()
  }

  say('nothing goes wrong from here on')
  server.trouble = 0
  for (const client of clients) {
    client.diskTrouble = 0
    if (!client.desk) {
      client.kill()
      people[clients.indexOf(client)]?.interrupted()
      void client.start()
    }
    client.desk?.engine.pause(false)
    client.goOnline(true)
  }
  await settle()
  let left = mostToRest
  while (left > 0 && world.happen()) {
    left--
    await settle()
    for (const client of clients) client.desk?.engine.wake()
    await settle()
  }
  for (const client of clients)
    say(`at ${world.now}: ${JSON.stringify([client.desk?.engine.state, client.online, client.drafts()])}`)
  if (left === 0) watch.violations.push('never came to rest')
  await watch.end(clients)
  return { seed, violations: watch.violations, writes: watch.writes, kills }
}
