import type { ElectronApplication } from '@playwright/test'
import type { RecordedRequest } from '../../src/space/space'
import type { Group } from '../metric'
import { round } from '../statistics'
import { withWorld } from '../world'
import { watchFill } from './page'

const people = 5_000

/** The first reading of a large space: what is seen when, and how long main was busy with one thing meanwhile. */
export const fill: Group = {
  name: 'fill',
  run: (report) =>
    withWorld(
      {
        users: people,
        async before(page, { app }) {
          await page.evaluate(watchFill, people)
          await watchMain(app)
        },
      },
      async ({ page, usher, space }) => {
        const { firstRows, complete, rowsSeen } = await page.evaluate(() => window.usherFillBench)
        const delay = await mainDelays(usher.app)
        const pages = space.requests.filter(isPage).length
        const rest = { unit: 'ms', limit: null } as const
        report({ name: 'fill.first-rows', value: round(firstRows), ...rest, extra: { n: 1, rowsSeen } })
        report({ name: 'fill.complete', value: round(complete), ...rest, extra: { n: 1, people, pages } })
        const { max, p50, p99 } = delay
        report({
          name: 'fill.main-delay',
          value: round(max),
          ...rest,
          extra: { p50: round(p50), p99: round(p99) },
        })
      },
    ),
}

function isPage({ method, path, query }: RecordedRequest): boolean {
  return method === 'GET' && path === '/api/sys/users' && query.includes('size=100')
}

type Watching = typeof globalThis & { usherDelays?: import('node:perf_hooks').IntervalHistogram }
const resolution = 1

/** Main's event loop is watched from within: how much later than asked a timer comes. */
export function watchMain(app: ElectronApplication): Promise<void> {
  return app.evaluate((_electron, ms) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const delays = monitorEventLoopDelay({ resolution: ms })
    delays.enable()
    ;(globalThis as Watching).usherDelays = delays
  }, resolution)
}

/** Milliseconds beyond the watch's own interval. */
export async function mainDelays(
  app: ElectronApplication,
): Promise<{ max: number; p50: number; p99: number }> {
  const found = await app.evaluate(() => {
    const delays = (globalThis as Watching).usherDelays
    if (!delays) throw new Error('main was not watched')
    delays.disable()
    return { max: delays.max, p50: delays.percentile(50), p99: delays.percentile(99) }
  })
  const own = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolution)
  return { max: own(found.max), p50: own(found.p50), p99: own(found.p99) }
}
