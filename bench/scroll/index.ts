import type { CDPSession, Page } from '@playwright/test'
import { note, type Group, type Metric } from '../metric'
import { ratio, round, summary } from '../statistics'
import { filled, withWorld } from '../world'
import { scroll, type Scrolled } from './page'
import { bundlePeers } from './peers'

const users = 100_000
const rounds = 3
const how = { frames: 240, by: 480, jumpAfter: 40 } as const
/** A frame that came later than this was seen to be late, ms. */
const late = 33
const subjects = {
  own: '[role=grid][aria-label=People]',
  naive: '.n-data-table .v-vl',
  tanstack: '.tanstack',
} as const
type Subject = keyof typeof subjects

/** Scrolling through a hundred thousand people, beside other grids, and what the window holds of them. */
export const scrolling: Group = {
  name: 'scroll',
  run: (report) =>
    withWorld({ users }, async ({ page }) => {
      const cdp = await page.context().newCDPSession(page)
      // The peers bring styles of their own, which the window refuses to anybody: in this page alone it does not.
      await cdp.send('Page.setBypassCSP', { enabled: true })
      await page.reload()
      await page.getByRole('grid', { name: 'People' }).waitFor()
      await page.evaluate('globalThis.__name = (named) => named')
      await filled(page, users)
      await page.getByText('Everyone', { exact: true }).click()
      await page.locator(`[role=grid][aria-rowcount="${users + 1}"]`).waitFor()
      await scrollOnce(page, 'own')
      const heap = { own: await heapOf(cdp), naive: 0, tanstack: 0 }
      await page.evaluate(await bundlePeers())
      const base = await heapOf(cdp)
      const all: Record<Subject, Scrolled[]> = { own: [], naive: [], tanstack: [] }
      for (let turn = 0; turn < rounds; turn++)
        for (const subject of Object.keys(subjects) as Subject[]) {
          if (subject !== 'own') await show(page, subject)
          // The first of each compiles and fills caches.
          await scrollOnce(page, subject)
          all[subject].push(await scrollOnce(page, subject))
          if (subject !== 'own') {
            heap[subject] = Math.max(heap[subject], (await heapOf(cdp)) - base)
            await page.evaluate(() => window.usherPeers.hide())
          }
        }
      tell(all, heap, report)
    }),
}

async function show(page: Page, which: Exclude<Subject, 'own'>): Promise<void> {
  await page.evaluate(([which, count]) => window.usherPeers.show(which, count), [which, users] as const)
  await page.locator(subjects[which]).first().waitFor()
}

const scrollOnce = (page: Page, subject: Subject): Promise<Scrolled> =>
  page.evaluate(scroll, { ...how, selector: subjects[subject] })

/** What the page's scripts hold after cleaning up, MB. */
async function heapOf(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return round(usedSize / 1e6)
}

function tell(
  all: Readonly<Record<Subject, readonly Scrolled[]>>,
  heap: Readonly<Record<Subject, number>>,
  report: (metric: Metric) => void,
): void {
  const figures = (subject: Subject) => {
    const frames = all[subject].flatMap(({ frames }) => frames)
    const waiting = all[subject].reduce((sum, { waiting }) => sum + waiting, 0)
    const share = (count: number): number => round((100 * count) / frames.length)
    return {
      late: share(frames.filter((frame) => frame > late).length),
      waiting: share(waiting),
      ...summary(frames),
    }
  }
  const own = figures('own')
  for (const subject of Object.keys(subjects) as Subject[]) {
    const { late, ...rest } = figures(subject)
    const isOwn = subject === 'own'
    report({
      name: isOwn ? 'scroll.late-frames' : `scroll.peer.${subject}.late-frames`,
      value: late,
      unit: '%',
      limit: isOwn ? 1 : null,
      extra: isOwn ? rest : { ...rest, ratioP95: ratio(own.p95, rest.p95) },
    })
    report({
      name: isOwn ? 'scroll.heap' : `scroll.peer.${subject}.heap`,
      value: heap[subject],
      unit: 'MB',
      limit: isOwn ? 60 : null,
    })
  }
  note(`  scroll: ${own.n} frames, ${own.late} % later than ${late} ms`)
}
