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

/** Signed out while the copy was being read, Usher opened the desk all the same, and showed nobody’s people later. */
it('shows nothing of an account that was left while it was being opened, and opens it anew', async () => {
  let people: number | null = null
  let opened = (): void => undefined
  const slow = new Promise<void>((resolve) => (opened = resolve))
  const told: unknown[] = []
  const directory = {
    open: (account: number | null) => {
      people = account
      return account === null ? Promise.resolve() : slow
    },
    fill: () => Promise.resolve(),
    setPending: () => undefined,
  } as unknown as Directory
  const outbox = { drafts: new Map(), list: () => [{ id: 7 }], onChange: () => undefined }
  const desk = {
    ...{ account: 1, state: {}, onSync: () => undefined, outbox },
    ...{ engine: { wake: () => undefined }, close: () => Promise.resolve() },
  } as unknown as Desk
  const workplace = createWorkplace({
    ...{ directory, openDesk: () => Promise.resolve(desk), ready: () => false },
    profileDesks: { shown: null } as Desks,
    repository: {} as DraftRepository,
    tell: (event, payload) => {
      if (event === 'drafts') told.push(payload)
    },
    log: { write: () => undefined, crash: () => undefined } as unknown as Log,
  })
  workplace.show(ada)
  workplace.show(null)
  opened()
  await tick()
  expect(workplace.desks.shown).toBeNull()
  expect(told.flat()).toEqual([])
  workplace.show(ada)
  await tick()
  expect(people).toBe(1)
  expect(workplace.isOpen(1)).toBe(true)
  expect(told.at(-1)).toEqual([{ id: 7 }])
})

/** A full disk at the sign-in left an empty window until the next one. */
it('opens what could not be opened once something changes for the better', async () => {
  let fails = true
  const told: unknown[] = []
  const directory = {
    open: (account: number | null) =>
      account !== null && fails ? Promise.reject(new UsherError('disk-full')) : Promise.resolve(),
    fill: () => Promise.resolve(),
    setPending: () => undefined,
  } as unknown as Directory
  const desk = {
    ...{ account: 1, state: {}, onSync: () => undefined },
    outbox: { drafts: new Map(), list: () => [], onChange: () => undefined },
    ...{ engine: { wake: () => undefined }, close: () => Promise.resolve() },
  } as unknown as Desk
  const workplace = createWorkplace({
    ...{ directory, openDesk: () => Promise.resolve(desk), ready: () => false },
    profileDesks: { shown: null } as Desks,
    repository: {} as DraftRepository,
    tell: (event, payload) => {
      if (event === 'sync') told.push(payload)
    },
    log: { write: () => undefined, crash: () => undefined } as unknown as Log,
  })
  workplace.show(ada)
  await tick()
  expect(told.at(-1)).toMatchObject({ problem: { code: 'disk-full' } })
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
  expect(told.at(-1)).toMatchObject({ problem: null })
  fails = false
  workplace.refresh()
  await tick()
  expect(workplace.isOpen(1)).toBe(false)
})
