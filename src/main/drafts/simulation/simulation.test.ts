import { describe, expect, it } from 'vitest'
import kept from './kept-seeds.json'
import { simulate } from './simulate'

/** More of them, from any seed: npm run sim -- --runs 3000 --seed 7 */
const runs = 300

/** What a run is worth something for, and how often it must have happened at the least. */
const situations = {
  'a write': 500,
  'a lost answer settled': 15,
  'a lost answer that nothing shows': 8,
  'a write that somebody else made': 1,
  'set back before it was read back': 5,
  'an outcome that nobody knows': 1,
  'a draft: conflict': 150,
  'a draft: refused': 30,
  'a draft: blocked': 2,
  'a draft: gone': 30,
  'a stale apply': 300,
  'killed before a write': 3,
  'killed during a write': 5,
  'killed after a write': 40,
  'a pause': 40,
  'a long pause': 40,
  'a clock set back': 100,
  'a clock set forward': 50,
  'a long sleep': 50,
  'sign-out during a write': 4,
  'a sign-in that ended': 20,
  'an account left and entered again': 50,
  'a password': 100,
  'an undo': 40,
  'an undo of a part': 4,
  'disk full at the commit': 3,
}

describe('no draft lost, nothing twice, nothing unseen', () => {
  it(`over ${runs} runs of two computers, second writers, faults and kills`, async () => {
    const failed: string[] = []
    const met = new Map<string, number>()
    for (let seed = 1; seed <= runs; seed++) {
      const run = await simulate(seed)
      for (const [name, times] of run.situations) met.set(name, (met.get(name) ?? 0) + times)
      for (const violation of run.violations) failed.push(`seed ${seed}: ${violation}`)
    }
    expect(failed).toEqual([])
    // A simulation in which nothing happens would find nothing.
    const tooRare = Object.entries(situations).filter(([name, least]) => (met.get(name) ?? 0) < least)
    expect(tooRare.map(([name]) => `${met.get(name) ?? 0} × ${name}`)).toEqual([])
  }, 240_000)

  it.each(kept)('seed $seed, which once failed: $story', async ({ seed }) => {
    expect((await simulate(seed)).violations).toEqual([])
  })

  it('is the same run for the same seed', async () => {
    expect(await simulate(4711)).toEqual(await simulate(4711))
  })
})
