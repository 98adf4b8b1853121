import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { note, type Group } from '../metric'
import { median, round } from '../statistics'

const runs = 5
const users = 100_000

interface Run {
  /** Milliseconds from starting the process, compiler included, until it listens. */
  readonly start: number
  /** The most memory the process took: until it listens, and after everything was read. Megabytes. */
  readonly listening: number
  readonly used: number
}

/** What the largest demo space costs. */
export const space: Group = {
  name: 'space',
  run: async (report) => {
    const all: Run[] = []
    for (let run = 0; run < runs; run++) all.push(await runOnce())
    const starts = all.map(({ start }) => start)
    const most = (of: (run: Run) => number): number => round(Math.max(...all.map(of)))
    const extra = { n: runs, users }
    report({
      ...{ name: 'space.start', value: round(median(starts)), unit: 'ms', limit: 3_000 },
      extra: { ...extra, max: most(({ start }) => start) },
    })
    report({
      ...{ name: 'space.memory', value: most(({ listening }) => listening), unit: 'MB', limit: 400 },
      extra,
    })
    report({
      ...{ name: 'space.memory-used', value: most(({ used }) => used), unit: 'MB', limit: 400 },
      extra,
    })
  },
}

async function runOnce(): Promise<Run> {
  const from = performance.now()
  const child = fork(join(import.meta.dirname, 'process.ts'), { execArgv: ['--import', 'tsx'] })
  const gone = once(child, 'exit')
  const [{ listening }] = (await once(child, 'message')) as [{ listening: number }]
  const start = performance.now() - from
  const [{ used, rows }] = (await once(child, 'message')) as [{ used: number; rows: number }]
  await gone
  if (rows !== users) throw new Error(`the space listed ${rows} of ${users} users`)
  note(`  listening after ${Math.round(start)} ms`)
  return { start, listening, used }
}
