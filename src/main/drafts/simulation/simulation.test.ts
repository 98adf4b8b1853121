import { describe, expect, it } from 'vitest'
import kept from './kept-seeds.json'
import { simulate } from './simulate'

/** More of them, from any seed: npm run sim -- --runs 3000 --seed 7 */
const runs = 250

describe('no draft lost, nothing twice, nothing unseen', () => {
  it(`over ${runs} runs of two desks, second writers, faults and kills`, async () => {
    const failed: string[] = []
    let writes = 0
    for (let seed = 1; seed <= runs; seed++) {
      const run = await simulate(seed)
      writes += run.writes
      for (const violation of run.violations) failed.push(`seed ${seed}: ${violation}`)
    }
    expect(failed).toEqual([])
    // A simulation in which nothing is sent would find nothing.
    expect(writes).toBeGreaterThan(runs)
  }, 120_000)

  it.each(kept)('seed $seed, which once failed: $story', async ({ seed }) => {
    expect((await simulate(seed)).violations).toEqual([])
  })

  it('is the same run for the same seed', async () => {
    expect(await simulate(4711)).toEqual(await simulate(4711))
  })
})
