import { beforeEach, expect, it } from 'vitest'
import type { CountFacets, FindRows } from '#shared/ipc/contract'
import type { Facets } from '#shared/ipc/models'
import type { PeopleReply } from './protocol'
import { createPeopleService } from './service'

/** The thread's side without a thread: each look at the clock is later by more than a piece may last. */
let replies: PeopleReply[]
let serve: ReturnType<typeof createPeopleService>
let clock: number
/** Lets the counting go on from where it gave way. */
let goOn: (() => void)[]
beforeEach(() => {
  replies = []
  goOn = []
  clock = 0
  serve = createPeopleService({
    read: (_, table) => table.put([person(1), person(2)]),
    now: () => (clock += 100),
    problemOf: (error) => ({ code: 'internal', facts: { cause: String(error) } }),
    reply: (reply) => replies.push(reply),
    pause: () => new Promise<void>((resolve) => goOn.push(resolve)),
  })
  serve({ type: 'open', call: 1, args: 1 })
})
const person = (id: number) => ({ id, values: { FullName: `Person ${id}`, IsAdmin: true, Active: id > 1 } })
const counts: CountFacets = { text: 'person', scope: 'everyone', conditions: ['has:draft'] }
const find: FindRows = {
  ...{ text: '', scope: 'everyone', sort: { field: 'FullName', descending: false } },
  ...{ from: 0, count: 10, columns: [] },
}
const calls = (): number[] => replies.map(({ call }) => call)
/** @returns how often it gave way */
async function finish(call: number): Promise<number> {
  let pauses = 0
  while (!calls().includes(call)) {
    const next = goOn.shift()
    if (next) pauses++
    next?.()
    await Promise.resolve()
  }
  return pauses
}
const answer = (call: number): unknown => {
  const reply = replies.find((one) => one.call === call)
  return reply && 'value' in reply ? reply.value : null
}
const answered = (call: number): Facets => answer(call) as Facets

it('answers a search that comes while filters are counted before the counts', async () => {
  serve({ type: 'facets', call: 2, args: counts })
  await Promise.resolve()
  serve({ type: 'find', call: 3, args: find })
  expect(calls()).toEqual([1, 3])
  expect(await finish(2)).toBeGreaterThan(10)
  expect(calls()).toEqual([1, 3, 2])
  expect(answered(2).switches).toContainEqual({ field: 'Active', on: 1, off: 1 })
})

it('counts anew where people changed meanwhile, and never those of another account', async () => {
  serve({ type: 'facets', call: 2, args: counts })
  await Promise.resolve()
  goOn.shift()?.()
  await Promise.resolve()
  serve({ type: 'put', call: 3, args: [person(3)] })
  await finish(2)
  expect(answered(2)).toMatchObject({ total: 3 })
  expect(answered(2).switches).toContainEqual({ field: 'Active', on: 2, off: 1 })
  serve({ type: 'facets', call: 4, args: counts })
  serve({ type: 'open', call: 5, args: null })
  await finish(4)
  expect(answered(4)).toMatchObject({ total: 0 })
})

it('says why filters could not be counted', async () => {
  serve({ type: 'facets', call: 2, args: { ...counts, text: null as unknown as string } })
  await Promise.resolve()
  await Promise.resolve()
  expect(replies.at(-1)).toMatchObject({ call: 2, problem: { code: 'internal' } })
})

it('sorts everybody behind a screen that was picked, and answers whatever is asked meanwhile first', async () => {
  const many = Array.from({ length: 3_000 }, (_, index) => person(3_000 - index))
  serve({ type: 'put', call: 2, args: many })
  serve({ type: 'find', call: 3, args: find })
  let pieces = 0
  // Half way somebody comes, and it begins anew.
  for (let call = 4; goOn.length > 0 && pieces < 100; pieces++) {
    goOn.shift()?.()
    await Promise.resolve()
    if (pieces === 2) serve({ type: 'put', call: call++, args: [person(0)] })
    if (pieces % 2 === 0) serve({ type: 'rows', call: call++, args: { ids: [7], columns: [] } })
    expect(calls().at(-1)).toBe(call - 1)
  }
  expect(pieces).toBeGreaterThan(6)
  expect(pieces).toBeLessThan(100)
  serve({ type: 'find', call: 90, args: { ...find, from: 1_000, count: 2 } })
  expect(answer(90)).toMatchObject({ total: 3_001, rows: [{ id: 1_000 }, { id: 1_001 }] })
})
