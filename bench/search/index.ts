import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { note, type Group, type Metric } from '../metric'
import { pause, ratio, round, summary } from '../statistics'
import { withWorld } from '../world'
import { installSearchBench, timeCall, type KeySample } from './page'
import { peopleFind, shown, sqliteLike } from './peers'
import { queriesFor, rowsOf, type Query } from './queries'

const longestQuery = 8
/** The first queries warm up compilers and caches; they are not counted. */
const warmUps = 4
/** How long a key that changes nothing is given, ms. */
const unchanged = 60
/** Milliseconds, at the 95th percentile. */
const limit = 16

interface Samples {
  readonly app: KeySample[]
  readonly plain: KeySample[]
  readonly find: number[]
  readonly like: number[]
  readonly echo: number[]
  readonly rows: number[]
}

interface Wanted {
  readonly name: string
  readonly people: number
  readonly queries: number
  readonly ways: readonly ('app' | 'plain')[]
}

/** From a key in the search field to the rows that answer it, beside other ways to answer and what they cost. */
function searchAmong({ name, people, queries, ways }: Wanted): Group {
  const run: Group['run'] = (report) =>
    withWorld({ users: people }, async ({ page, space }) => {
      const rows = await rowsOf(space)
      const all = queriesFor(rows, queries, longestQuery)
      await page.getByText('Everyone', { exact: true }).click()
      await page.evaluate(
        installSearchBench,
        ways.includes('plain') ? rows.map(({ text, name, email }) => ({ text, name, email })) : [],
      )
      const peers = { find: peopleFind(rows), like: sqliteLike(rows) }
      const samples: Samples = { app: [], plain: [], find: [], like: [], echo: [], rows: [] }
      let presses = 0
      for (const [index, query] of all.entries()) {
        // Each query meets all ways to answer it in turn, so that whatever else the machine does meets all of them.
        const into =
          index < warmUps ? { app: [], plain: [], find: [], like: [], echo: [], rows: [] } : samples
        for (const which of ways) {
          await page.evaluate((plain) => window.usherSearchBench.showPlain(plain), which === 'plain')
          if (which === 'app') await cleared(page, people)
          into[which].push(
            ...(await type(page, which, query, () => pause(presses++, 20, 20 + 2 * (1_000 / 60)))),
          )
        }
        for (const { text } of query.keys) {
          into.find.push(peers.find.ask(text))
          into.like.push(peers.like.ask(text))
          into.echo.push(await page.evaluate(timeCall, { text: null, shown }))
          into.rows.push(await page.evaluate(timeCall, { text, shown }))
        }
      }
      peers.find.close()
      peers.like.close()
      tell(name, samples, report)
    })
  return { name, run }
}
export const search = searchAmong({
  ...{ name: 'search', people: 5_000, queries: 66 },
  ways: ['app', 'plain'],
})
/** Without the list that is searched in the page: a hundred thousand people there would slow down all that is beside them. */
export const searchLarge = searchAmong({
  ...{ name: 'search-large', people: 100_000, queries: 44 },
  ways: ['app'],
})

/** Types a query and takes it away again. @returns the keys that changed what is seen */
async function type(
  page: Page,
  which: 'app' | 'plain',
  { text, keys }: Query,
  nextPause: () => number,
): Promise<KeySample[]> {
  const samples: KeySample[] = []
  for (const [index, expected] of keys.entries()) {
    const key = text.charAt(index) === ' ' ? 'Space' : text.charAt(index)
    if (!expected.differs) {
      // Nothing would tell that its answer is here.
      await page.keyboard.press(key)
      await sleep(unchanged)
      continue
    }
    await page.evaluate(([to, what]) => window.usherSearchBench.arm(to, what), [which, expected] as const)
    // Asked before the key, or the asking would be done between the key and its rows.
    const done = page.evaluate(() => window.usherSearchBench.done())
    // Nobody types at the beat of the display: without this every key would come right after a frame.
    await sleep(nextPause())
    await page.keyboard.press(key)
    const sample = await done
    if (!sample.kept) throw new Error(`the rows of “${expected.text}” did not stay until they were drawn`)
    samples.push(sample)
  }
  return samples
}

/** Empties the search field, and waits until everybody is shown again. */
async function cleared(page: Page, people: number): Promise<void> {
  await page.locator('#people-search').press('Escape')
  await page.locator(`[role=grid][aria-rowcount="${people + 1}"]`).waitFor()
}

function tell(
  name: string,
  { app, plain, find, like, echo, rows }: Samples,
  report: (metric: Metric) => void,
): void {
  const own = summary(app.map((sample) => sample.laidOut))
  const metric = (of: string, samples: readonly number[], most: number | null = null): void => {
    const { p95, ...rest } = summary(samples)
    const isPeer = of.startsWith('peer')
    const extra = {
      p95,
      ...rest,
      ...(isPeer ? { ratio: ratio(own.p95, p95), ratioP50: ratio(own.p50, rest.p50) } : {}),
    }
    report({ name: `${name}.${of}`, value: p95, unit: 'ms', limit: most, extra })
  }
  metric(
    'work',
    app.map((sample) => sample.work),
  )
  metric(
    'laid-out',
    app.map((sample) => sample.laidOut),
    limit,
  )
  metric(
    'painted',
    app.map((sample) => sample.painted),
  )
  metric('peer.people-find', find)
  metric('peer.sqlite-like', like)
  metric('peer.ipc-echo', echo)
  metric('peer.ipc-rows', rows)
  if (plain.length > 0) {
    metric(
      'peer.in-page.laid-out',
      plain.map((sample) => sample.laidOut),
    )
    metric(
      'peer.in-page.painted',
      plain.map((sample) => sample.painted),
    )
  }
  const within = app.filter((sample) => sample.laidOut <= limit).length / app.length
  note(`  ${name}: ${round(within * 100)} % of ${app.length} keys within ${limit} ms of the key`)
}
