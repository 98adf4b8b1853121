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
    now: () => time,
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
  const second = checks.add([2, 3])
  expect([read, checks.waiting]).toEqual([[1], 3])
  await answer(1)
  await answer(2)
  await answer(3)
  await Promise.all([first, second])
  expect([read, checks.waiting]).toEqual([[1, 2, 3], 0])
})

it('reads once more what is asked for while it is read', async () => {
  void checks.add([1])
  time = 1
  void checks.add([1])
  await answer(1)
  expect(read).toEqual([1, 1])
})

it('goes on after a record that cannot be read, and leaves all in a pause of the server', async () => {
  const done = checks.add([1, 2, 3])
  await answer(1, new UsherError('gone'))
  expect(read).toEqual([1, 2])
  await answer(2, new UsherError('throttled', { retryAt: 9 }))
  await done
  expect([read, checks.waiting]).toEqual([[1, 2], 0])
})

it('leaves all when it is offline, when nobody looks any more, and what is gone', async () => {
  unwanted.add(2)
  const done = checks.add([1, 2, 3, 4])
  await answer(1)
  expect(read).toEqual([1, 3])
  checks.end()
  await answer(3)
  await done
  expect([read, checks.waiting]).toEqual([[1, 3], 0])
  ready = false
  await checks.add([5])
  expect(read).toEqual([1, 3])
})

it('begins nothing once it is closed', async () => {
  void checks.add([1, 2])
  checks.close()
  await answer(1)
  await checks.add([3])
  await checks.idle()
  expect(read).toEqual([1])
})
