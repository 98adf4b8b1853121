import { join } from 'node:path'
import { note, type Group, type Metric } from '../metric'
import { root } from '../runtime'
import { median, quantile, ratio, round } from '../statistics'
import { withProfile } from '../world'
import { launch, type Launch, type Moments } from './launch'

/** Measured launches of each; the ones before them, which warm the disk's cache, are not counted. */
const launches = 11
const warmUps = 1
/** Milliseconds (product.md §5c, ‘Cold start to usable cached grid’). */
const limit = 1_000
const people = 320

const emptyWindow: Launch = {
  app: join(import.meta.dirname, 'empty-window'),
  ready: `document.querySelector('p')`,
}

/** From main's first instruction to the first frame that can be used, beside a window with nothing in it. */
export const start: Group = {
  name: 'start',
  run: (report) =>
    withProfile({ users: people }, async ({ userData, env }) => {
      const signIn: Launch = { app: root, ready: `document.querySelector('form input[type=password]')` }
      const grid: Launch = {
        app: root,
        ...{ userData, env },
        args: ['--offline'],
        ready: `document.querySelectorAll('[role=grid] [role=rowgroup] [role=row]:not([aria-busy])').length >= 10`,
      }
      const [empty, form, rows] = await alternate([emptyWindow, signIn, grid])
      if (!empty || !form || !rows) throw new Error('nothing was launched')
      report(metricOf('start.empty-window', empty, null))
      report(metricOf('start.sign-in', form, limit, empty))
      report(metricOf('start.grid', rows, limit, empty))
    }),
}

/** Launches each in turn, over and over, so that whatever else the machine does meets all of them alike. */
async function alternate(all: readonly Launch[]): Promise<Moments[][]> {
  const moments: Moments[][] = all.map(() => [])
  for (let round = -warmUps; round < launches; round++) {
    for (const [index, each] of all.entries()) {
      const one = await launch(each)
      if (round >= 0) moments[index]?.push(one)
    }
  }
  return moments
}

function metricOf(
  name: string,
  moments: readonly Moments[],
  most: number | null,
  empty?: readonly Moments[],
): Metric {
  const from = (begin: keyof Moments, end: keyof Moments, of = moments): number[] =>
    of.map((one) => one[end] - one[begin])
  const samples = from('main', 'painted')
  const value = round(median(samples))
  const peer = empty && round(median(from('main', 'painted', empty)))
  const step = (begin: keyof Moments, end: keyof Moments): number => round(median(from(begin, end)))
  note(
    `  ${name}: runtime ${step('main', 'ready')}, window made ${step('ready', 'window')}, page's script ` +
      `${step('window', 'script')}, in the document ${step('script', 'dom')}, drawn ${step('dom', 'painted')}`,
  )
  return {
    ...{ name, value, unit: 'ms', limit: most },
    extra: {
      n: samples.length,
      p95: round(quantile(samples, 0.95)),
      min: round(Math.min(...samples)),
      ...(peer === undefined ? {} : { peer, over: round(value - peer), ratio: ratio(value, peer) }),
      'since-spawn': step('spawned', 'painted'),
    },
  }
}
