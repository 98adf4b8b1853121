import { expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import type { Desk } from './desk'
import { createDesks } from './desks'

/** Desks whose last write ends when it is told to. */
function createRoom() {
  const opened: number[] = []
  const ends = new Map<number, () => void>()
  const shown: (number | null)[] = []
  let fails = false
  const open = (account: number): Promise<Desk> => {
    opened.push(account)
    if (fails) return Promise.reject(new UsherError('disk-full'))
    const close = () => new Promise<void>((resolve) => ends.set(account, resolve))
    const desk = { account, close }
    return Promise.resolve(desk as unknown as Desk)
  }
  const desks = createDesks(open, (desk) => shown.push(desk?.account ?? null))
  return { desks, opened, ends, shown, failing: (on: boolean) => (fails = on) }
}
const tick = () => new Promise((resolve) => setTimeout(resolve))

it('leaves an account at once, also while something of it is still on its way', async () => {
  const { desks, shown } = createRoom()
  await desks.show(1)
  void desks.show(2)
  expect(() => desks.current()).toThrow('not-signed-in')
  await tick()
  expect(desks.current().account).toBe(2)
  expect(shown).toEqual([null, 1, null, 2])
})

it('opens an account anew only when its last desk has ended', async () => {
  const { desks, opened, ends } = createRoom()
  await desks.show(1)
  await desks.show(null)
  void desks.show(1)
  await tick()
  expect(opened).toEqual([1])
  ends.get(1)?.()
  await tick()
  expect(opened).toEqual([1, 1])
  expect(desks.current().account).toBe(1)
})

it('shows nothing of an account that was left again before it was opened', async () => {
  const { desks, shown } = createRoom()
  void desks.show(1)
  void desks.show(2)
  void desks.show(null)
  await tick()
  expect(desks.shown).toBeNull()
  expect(shown).not.toContain(1)
})

/** One failed opening left every later sign-in with an empty window. */
it('tries again after an opening that failed', async () => {
  const { desks, failing } = createRoom()
  failing(true)
  await expect(desks.show(1)).rejects.toMatchObject({ code: 'disk-full' })
  failing(false)
  await desks.show(1)
  expect(desks.current().account).toBe(1)
})
