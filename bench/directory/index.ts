import { join, resolve } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { inOnePiece } from '../../src/main/directory/people/in-pieces'
import { openPeople, type People } from '../../src/main/directory/people/people'
import { createPeopleTable, type PeopleTable } from '../../src/main/directory/people/table'
import { fieldsFor, initialColumns } from '../../src/renderer/features/directory/columns'
import { countedConditions } from '../../src/renderer/features/directory/filter/options'
import type { FindRows } from '../../src/shared/ipc/contract'
import { columnUserFields } from '../../src/shared/records/user-fields'
import { mainDelays, watchMain } from '../fill'
import { note, type Group, type Metric } from '../metric'
import { pause, ratio, round, summary } from '../statistics'
import { queriesFor, rowsOf, type Row } from '../search/queries'
import { timeCall } from '../search/page'
import { withWorld } from '../world'
import { peersFor } from './peers'

const users = 100_000
const queries = 24
const longestQuery = 8
/** The first queries warm up compilers and caches; they are not counted. */
const warmUps = 3
const openings = 5
/** What filters are counted beside: nothing, one condition, and many. */
const filtered = [
  '',
  'is:active',
  'an -is:admin last-access:<365d flag:on-new-member never-created-on has:draft',
]
type Report = (metric: Metric) => void

/** The directory at its largest: what finding, sorting, opening and filling take, beside other ways to find. */
export const directory: Group = {
  name: 'directory',
  run: (report) =>
    withWorld({ users, before: (_, { app }) => watchMain(app) }, async ({ page, usher, space }) => {
      const filling = await mainDelays(usher.app)
      const { max, p50, p99 } = filling
      const extra = { p50: round(p50), p99: round(p99) }
      report({ name: 'directory.fill-main-delay', value: round(max), unit: 'ms', limit: 50, extra })
      note('  directory: filled')
      const rows = await rowsOf(space)
      const keys = keysOf(rows)
      await throughIpc(page, keys, report)
      const table = createPeopleTable(() => Date.now())
      table.put(rows)
      sorting(table, report)
      finding(table, rows, keys, report)
      await opening(join(usher.userData, 'usher.sqlite'), keys, report)
    }),
}

/** What stands in the field after each key, and whether it counts. */
interface Key {
  readonly text: string
  readonly counts: boolean
}

function keysOf(rows: readonly Row[]): Key[] {
  return queriesFor(rows, queries, longestQuery).flatMap(({ keys }, index) =>
    keys.map(({ text }) => ({ text, counts: index >= warmUps })),
  )
}

const byName = { field: 'FullName', descending: false } as const
const query = (more: Partial<FindRows>): FindRows => ({
  ...{
    text: '',
    scope: 'everyone',
    sort: byName,
    from: 0,
    count: 40,
    columns: [...fieldsFor(initialColumns)],
  },
  ...more,
})

function timed(job: () => unknown): number {
  const began = performance.now()
  job()
  return performance.now() - began
}

async function throughIpc(page: Page, keys: readonly Key[], report: Report): Promise<void> {
  const samples: number[] = []
  const echo: number[] = []
  for (const { text, counts } of keys) {
    const took = await page.evaluate(timeCall, { text, shown: fieldsFor(initialColumns) })
    const idle = await page.evaluate(timeCall, { text: null, shown: fieldsFor(initialColumns) })
    if (counts) [samples, echo].forEach((list, index) => list.push(index === 0 ? took : idle))
  }
  const { p95, ...rest } = summary(samples)
  const carriage = summary(echo).p95
  report({
    name: 'directory.find-ipc',
    value: p95,
    unit: 'ms',
    limit: null,
    extra: { ...rest, echo: carriage },
  })
}

function sorting(table: PeopleTable, report: Report): void {
  // As opening does, before anybody presses a heading.
  table.find(query({}))
  inOnePiece(table.prepare())
  const picked: number[] = []
  const sorted: number[] = []
  for (const { name: field } of columnUserFields) {
    const sort = (descending: boolean): number =>
      timed(() => table.find(query({ sort: { field, descending } })))
    picked.push(sort(false), sort(true))
    // As the thread does behind the first screen.
    inOnePiece(table.prepare())
    sorted.push(sort(false), sort(true), sort(false), sort(true))
  }
  const extra = { picked: round(Math.max(...picked)), sorted: round(Math.max(...sorted)) }
  report({
    name: 'directory.sort',
    value: Math.max(extra.picked, extra.sorted),
    unit: 'ms',
    limit: 50,
    extra,
  })
}

/** Every key is asked of each in turn, so that whatever else the machine does meets all of them alike. */
function finding(table: PeopleTable, rows: readonly Row[], keys: readonly Key[], report: Report): void {
  const own = {
    name: 'own',
    find: (text: string) => table.find(query({ text })).total,
    close: () => undefined,
  }
  const all = [own, ...peersFor(rows)].map((peer) => ({ ...peer, samples: [] as number[], same: 0 }))
  for (const { text, counts } of keys) {
    let expected = 0
    for (const peer of all) {
      let total = 0
      const took = timed(() => (total = peer.find(text)))
      if (peer.name === 'own') expected = total
      if (counts) peer.samples.push(took)
      if (counts && total === expected) peer.same++
    }
  }
  const mine = summary(all[0]?.samples ?? [])
  for (const peer of all) {
    const { name, samples, same } = peer
    const { p95, ...rest } = summary(samples)
    // How many of its answers were the same people's number: peers that cannot look inside of words find fewer.
    const agrees = round(same / samples.length)
    const isOwn = name === 'own'
    report({
      name: isOwn ? 'directory.find' : `directory.peer.${name}`,
      value: p95,
      unit: 'ms',
      limit: isOwn ? 5 : null,
      extra: isOwn
        ? { p95, ...rest }
        : { p95, ...rest, agrees, ratio: ratio(mine.p95, p95), ratioP50: ratio(mine.p50, rest.p50) },
    })
    peer.close()
  }
}

/** From the worker's start to the first rows, with the event loop of the thread that asked for them watched. */
async function opening(file: string, keys: readonly Key[], report: Report): Promise<void> {
  const samples: number[] = []
  let late = 0
  let people: People | null = null
  for (let time = 0; time < openings; time++) {
    await people?.close()
    const delays = monitorEventLoopDelay({ resolution: 1 })
    delays.enable()
    const began = performance.now()
    people = openPeople(resolve('out/main/people.js'), file)
    await people.open(1)
    const { total } = await people.find(query({}))
    samples.push(performance.now() - began)
    delays.disable()
    late = Math.max(late, delays.max / 1e6 - 1)
    if (total !== users) throw new Error(`${total} people were opened`)
  }
  const { p50, ...rest } = summary(samples)
  report({ name: 'directory.open', value: p50, unit: 'ms', limit: 1_000, extra: rest })
  report({ name: 'directory.open-main-delay', value: round(late), unit: 'ms', limit: 50 })
  const thread: number[] = []
  for (const { text, counts } of keys) {
    const began = performance.now()
    await people?.find(query({ text }))
    if (counts) thread.push(performance.now() - began)
  }
  const { p95, ...more } = summary(thread)
  report({ name: 'directory.find-thread', value: p95, unit: 'ms', limit: null, extra: more })
  if (people) await counting(people, keys, report)
  await people?.close()
}

/** Keys that fall into the counting of filters: how long each waits for its rows, and how long all of the counting takes. */
async function counting(people: People, keys: readonly Key[], report: Report): Promise<void> {
  const waits: number[] = []
  const whole: number[] = []
  for (const [index, { text, counts }] of keys.entries()) {
    const began = performance.now()
    const counted = people
      .facets({
        text: filtered[index % filtered.length] ?? '',
        scope: 'everyone',
        conditions: [...countedConditions],
      })
      .then(() => performance.now() - began)
    await sleep(pause(index, 0, 8))
    const asked = performance.now()
    await people.find(query({ text }))
    const waited = performance.now() - asked
    const took = await counted
    if (counts) [waits, whole].forEach((list, which) => list.push(which === 0 ? waited : took))
  }
  const { max, ...rest } = summary(waits)
  const extra = { ...rest, whole: summary(whole).p95 }
  report({ name: 'directory.facets', value: max, unit: 'ms', limit: 50, extra })
}
