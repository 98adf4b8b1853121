import { beforeEach, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import { createChecks, type Checks } from './checks'

let read: number[]
let gates: Map<number, (error?: UsherError) => void>
let ready: boolean
let unwanted: Set<number>
let time: number
let checks: Checks

beforeEach(() => {
  read = []
  gates = new Map()
  ready = true
  unwanted = new Set()
  time = 0
  checks = createChecks({
    ready: () => ready,
    mark: () => time,
    read: (id) => {
      read.push(id)
      return new Promise((resolve, reject) => {
        gates.set(id, (error) => {
          if (error) reject(error)
          else resolve()
        })
      })
    },
    isWanted: (id) => !unwanted.has(id),
    changed: () => undefined,
  })
})
const turn = () => new Promise((resolve) => setTimeout(resolve))
async function answer(id: number, error?: UsherError): Promise<void> {
  gates.get(id)?.(error)
  await turn()
}

it('reads one record at a time, and what was asked for twice once', async () => {
  const first = checks.add([1, 2])
  await turn()
  const second = checks.add([2, 3])
  expect([read, checks.waiting]).toEqual([[1], 3])
  for (const id of [1, 2, 3]) await answer(id)
  expect(await Promise.all([first, second])).toEqual([[], []])
  expect([read, checks.waiting]).toEqual([[1, 2, 3], 0])
})

it('reads the newest wish first: whoever presses Apply waits for no thousand others', async () => {
  void checks.add([1, 2, 3])
  await turn()
  const done = checks.add([3])
  await answer(1)
  await answer(3)
  expect(await done).toEqual([])
  expect(read).toEqual([1, 3, 2])
})

it('reads once more what is asked for while it is read', async () => {
  const first = checks.add([1])
  await turn()
  time = 1
  const second = checks.add([1])
  await answer(1)
  expect(await first).toEqual([])
  expect(read).toEqual([1, 1])
  await answer(1)
  expect(await second).toEqual([])
})

it('goes on after a record that cannot be read, and leaves all in a pause of the server', async () => {
  const done = checks.add([1, 2, 3])
  await turn()
  await answer(1, new UsherError('gone'))
  expect(read).toEqual([1, 2])
  await answer(2, new UsherError('throttled', { retryAt: 9 }))
  expect(await done).toEqual([2, 3])
  expect([read, checks.waiting]).toEqual([[1, 2], 0])
})

it('leaves all when it is offline, when nobody looks any more, and what is gone', async () => {
  unwanted.add(2)
  const done = checks.add([1, 2, 3, 4])
  await turn()
  await answer(1)
  expect(read).toEqual([1, 3])
  checks.end()
  await answer(3)
  expect(await done).toEqual([3, 4])
  expect([read, checks.waiting]).toEqual([[1, 3], 0])
  ready = false
  expect(await checks.add([5])).toEqual([5])
  expect(read).toEqual([1, 3])
})

it('begins nothing once it is closed', async () => {
  void checks.add([1, 2])
  await turn()
  checks.close()
  await answer(1)
  expect(await checks.add([3])).toEqual([3])
  await checks.idle()
  expect(read).toEqual([1])
  checks.reopen()
  void checks.add([4])
  await turn()
  expect(read).toEqual([1, 4])
})

/** Added in the very tick in which a run ended, it was never read. */
it('reads what is asked for as the last reading ends', async () => {
  unwanted.add(1)
  void checks.add([1])
  await Promise.resolve()
  void checks.add([2])
  await turn()
  await answer(2)
  expect([read, checks.waiting]).toEqual([[2], 0])
})
