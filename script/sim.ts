import { parseArgs } from 'node:util'
import { simulate } from '../src/main/drafts/simulation/simulate'

/**
 * `npm run sim -- --runs 3000 --seed 7`: prints each seed that broke a promise, and one line of JSON at the end.
 * `--follow` tells what happens.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    follow: { type: 'boolean', default: false },
  },
})
const [runs, seed] = [Number(values.runs), Number(values.seed)]
if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
  console.error('Usage: npm run sim -- --runs <whole number> --seed <whole number>')
  process.exit(2)
}

let violations = 0
const situations = new Map<string, number>()
for (let index = 0; index < runs; index++) {
  const run = await simulate(seed + index, values.follow ? console.log : undefined)
  for (const [name, times] of run.situations) situations.set(name, (situations.get(name) ?? 0) + times)
  violations += run.violations.length
  for (const violation of run.violations) console.log(`seed ${run.seed}: ${violation}`)
}
for (const [name, times] of [...situations].sort()) console.error(`${times} × ${name}`)
console.error('A seed that failed belongs into kept-seeds.json.')
console.log(JSON.stringify({ runs, violations, seed }))
process.exitCode = violations > 0 ? 1 : 0
