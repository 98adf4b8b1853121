import { expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import type { SavedAccount } from './account/accounts'
import type { Directory } from './directory/directory'
import type { Desk } from './drafts/desk'
import type { Desks } from './drafts/desks'
import type { DraftRepository } from './drafts/repository'
import type { Log } from './log/log'
import { createWorkplace } from './workplace'

const tick = () => new Promise((resolve) => setTimeout(resolve))
const ada = { account: 1 } as SavedAccount

/** A workplace of one account, whose directory opens as the test says. */
function createRoom(open: (account: number | null) => Promise<void>, list: readonly unknown[] = []) {
  const told: { event: string; payload: unknown }[] = []
  const directory = {
    open,
    fill: () => Promise.resolve(),
    setPending: () => undefined,
  } as unknown as Directory
  const outbox = { drafts: new Map(), list: () => list, onChange: () => undefined }
  const desk = {
    ...{ account: 1, state: {}, onSync: () => undefined, outbox },
    ...{ engine: { wake: () => undefined }, close: () => Promise.resolve() },
  } as unknown as Desk
  const workplace = createWorkplace({
    ...{ directory, openDesk: () => Promise.resolve(desk), ready: () => false },
    profileDesks: { shown: null } as Desks,
    repository: {} as DraftRepository,
    tell: (event, payload) => void told.push({ event, payload }),
    log: { write: () => undefined, crash: () => undefined } as unknown as Log,
  })
  const of = (wanted: string) => told.flatMap(({ event, payload }) => (event === wanted ? [payload] : []))
  return { workplace, of }
}

/** Signed out while the copy was being read, Usher opened the desk all the same, and showed nobody’s people later. */
it('shows nothing of an account that was left while it was being opened, and opens it anew', async () => {
  let people: number | null = null
  let opened = (): void => undefined
  const slow = new Promise<void>((resolve) => (opened = resolve))
  const { workplace, of } = createRoom(
    (account) => {
      people = account
      return account === null ? Promise.resolve() : slow
    },
    [{ id: 7 }],
  )
  workplace.show(ada)
  workplace.show(null)
  opened()
  await tick()
  expect(workplace.desks.shown).toBeNull()
  expect(of('drafts').flat()).toEqual([])
  workplace.show(ada)
  await tick()
  expect(people).toBe(1)
  expect(workplace.isOpen(1)).toBe(true)
  expect(of('drafts').at(-1)).toEqual([{ id: 7 }])
})

/** A full disk at the sign-in left an empty window until the next one. */
it('opens what could not be opened once something changes for the better', async () => {
  let fails = true
  const { workplace, of } = createRoom((account) =>
    account !== null && fails ? Promise.reject(new UsherError('disk-full')) : Promise.resolve(),
  )
  workplace.show(ada)
  await tick()
  expect(of('sync').at(-1)).toMatchObject({ problem: { code: 'disk-full' } })
  workplace.refresh()
  await tick()
  expect(workplace.isOpen(1)).toBe(false)
  fails = false
  workplace.refresh()
  await tick()
  expect(workplace.isOpen(1)).toBe(true)
  // Nobody is opened, or told of, who has left.
  fails = true
  workplace.show(null)
  workplace.show(ada)
  await tick()
  workplace.show(null)
  await tick()
  expect(of('sync').at(-1)).toMatchObject({ problem: null })
  fails = false
  workplace.refresh()
  await tick()
  expect(workplace.isOpen(1)).toBe(false)
})

it('tells of thousands of drafts in pieces, between which others have their turn', async () => {
  const list: { id: number }[] = []
  const { workplace, of } = createRoom(() => Promise.resolve(), list)
  workplace.show(ada)
  await tick()
  for (let id = 1; id <= 250; id++) list.push({ id })
  workplace.draftsChanged(true)
  const pieces = () => (of('moved') as { drafts: typeof list }[]).map(({ drafts }) => drafts.length)
  expect(pieces()).toEqual([100])
  await tick()
  await tick()
  await tick()
  expect(pieces()).toEqual([100, 100, 50])
  expect((of('moved') as { drafts: typeof list }[]).flatMap(({ drafts }) => drafts)).toEqual(list)
})
