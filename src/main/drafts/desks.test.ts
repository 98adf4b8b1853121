import { expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import type { Desk } from './desk'
import { createDesks } from './desks'

/** Desks whose last write ends when it is told to. */
function createRoom() {
  const opened: number[] = []
  const reopened: number[] = []
  const ends = new Map<number, () => void>()
  const shown: (number | null)[] = []
  let fails = false
  const open = (account: number): Promise<Desk> => {
    opened.push(account)
    if (fails) return Promise.reject(new UsherError('disk-full'))
    const close = () => new Promise<void>((resolve) => ends.set(account, resolve))
    const desk = { account, close, reopen: () => reopened.push(account) }
    return Promise.resolve(desk as unknown as Desk)
  }
  const desks = createDesks(open, (desk) => shown.push(desk?.account ?? null))
  return { desks, opened, reopened, ends, shown, failing: (on: boolean) => (fails = on) }
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

/** Signed in once more within the half minute that a server may take, one saw no drafts and could draft nothing. */
it('goes on with a desk that has not ended yet, and opens one that has anew', async () => {
  const { desks, opened, reopened, ends, shown } = createRoom()
  await desks.show(1)
  await desks.show(null)
  void desks.show(1)
  expect(desks.current().account).toBe(1)
  expect([opened, reopened]).toEqual([[1], [1]])
  expect(shown).toEqual([null, 1, null, null, 1])
  // The first leaving ends only now, and is not taken for the second.
  const endFirst = ends.get(1)
  await desks.show(null)
  endFirst?.()
  await tick()
  await desks.show(1)
  expect([opened, reopened]).toEqual([[1], [1, 1]])
  await desks.show(null)
  ends.get(1)?.()
  await tick()
  await desks.show(1)
  expect([opened, reopened]).toEqual([
    [1, 1],
    [1, 1],
  ])
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

/** Found by the simulation: both were shown one after the other, and the second had not read what the first was told. */
it('shows one desk of an account that is left and entered again while it is being opened', async () => {
  const { desks, shown } = createRoom()
  void desks.show(1)
  void desks.show(null)
  await desks.show(1)
  await tick()
  expect(shown.filter((account) => account === 1)).toHaveLength(1)
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
