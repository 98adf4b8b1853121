import { noSync, type Draft } from '#shared/ipc/models'
import { toProblem } from '#shared/ipc/errors'
import type { SavedAccount } from './account/accounts'
import type { Directory } from './directory/directory'
import { createAllDrafts, type AllDrafts } from './drafts/all-drafts'
import type { Desk } from './drafts/desk'
import { createDesks, type Desks } from './drafts/desks'
import { movedSince } from './drafts/moved'
import type { DraftRepository } from './drafts/repository'
import type { Tell } from './ipc/register'
import type { Log } from './log/log'
import { throttled } from './throttle'

/** What is open for whoever is signed in: their people and their drafts, and nothing of anybody else. */
export interface Workplace {
  readonly desks: Desks
  /** Those of the profiles too. */
  readonly drafts: AllDrafts
  /** Tells the window of the drafts, and how their sending goes. @param urgent whether a person waits for it */
  readonly draftsChanged: (urgent: boolean) => void
  /** Tells the window of all of them anew: a desk was opened or left. */
  readonly deskChanged: () => void
  /** Opens another account's; null for none. Problems are told as why nothing is sent. */
  show(account: SavedAccount | null): void
  /** Whether an account is the one that is shown, with its people and drafts read. */
  isOpen(account: number): boolean
  /** Something changed for the better: reads people and sends drafts, where that can work. */
  readonly refresh: () => void
}

interface Parts {
  readonly directory: Directory
  /** Where the drafts of the customer's own profiles are. */
  readonly profileDesks: Desks
  readonly repository: DraftRepository
  readonly openDesk: (account: SavedAccount) => Promise<Desk>
  /** Whether the shown account can ask the server now. */
  readonly ready: (account: number) => boolean
  readonly tell: Tell
  readonly log: Log
}

/** Drafts that are told at a time: more would keep main from its window while they are copied. */
const piece = 100

/** How often the window is told of drafts at the most, ms. */
const pace = 40

export function createWorkplace(parts: Parts): Workplace {
  const { directory, openDesk, ready, tell, log } = parts
  const accounts = new Map<number, SavedAccount>()
  let open: number | null = null
  let turns = 0
  /** Who is signed in, and could not be opened. */
  let failed: SavedAccount | null = null
  const told = new Map<number, Draft>()
  const layDrafts = (): void => directory.setPending(desks.shown?.outbox.drafts ?? new Map())
  const tellDrafts = throttled(pace, () => {
    const moved = movedSince(told, drafts.list(), piece)
    if (moved.drafts.length + moved.gone.length === 0) return
    const isMany = moved.drafts.length === piece
    if (!isMany) layDrafts()
    tell('moved', moved)
    // Of many, each step takes a while: whoever waits for main has a turn between them.
    if (isMany)
      setImmediate(() => {
        layDrafts()
        setImmediate(tellDrafts.now)
      })
  })
  const draftsChanged = (urgent: boolean): void => {
    if (urgent) tellDrafts.now()
    else tellDrafts.soon()
    tell('sync', drafts.sync)
  }
  /** Another desk is shown, or none: all of it anew. */
  const deskChanged = (): void => {
    drafts.opened()
    const list = drafts.list()
    told.clear()
    for (const draft of list) told.set(draft.id, draft)
    layDrafts()
    tell('drafts', list)
    tell('sync', drafts.sync)
  }
  const desks = createDesks(
    async (account) => {
      const saved = accounts.get(account)
      if (!saved) throw new Error('an account that was never shown')
      const desk = await openDesk(saved)
      desk.outbox.onChange((urgent) => {
        if (desks.shown !== desk) return
        if (urgent) tellDrafts.now()
        else tellDrafts.soon()
      })
      desk.onSync((state) => {
        if (desks.shown === desk) tell('sync', drafts.sync)
        if (state.problem) log.write('sync', { problem: state.problem.code })
      })
      return desk
    },
    () => deskChanged(),
  )
  const drafts = createAllDrafts({ user: desks, profile: parts.profileDesks }, parts.repository)
  const refresh = (): void => {
    const account = open
    if (account === null) {
      if (failed) begin(failed)
      return
    }
    if (ready(account)) directory.fill().catch((error: unknown) => log.crash(error))
    desks.shown?.engine.wake()
  }
  /** @param turn of whoever is shown; another may have come after any wait */
  const enter = async (account: number | null, turn: number): Promise<void> => {
    await directory.open(account)
    if (turn !== turns) return
    await desks.show(account)
    if (turn !== turns || account === null || desks.shown?.account !== account) return
    open = account
    refresh()
  }
  /** What fails is tried again whenever something may have changed for the better: a disk has room again, say. */
  const begin = (account: SavedAccount | null): void => {
    const turn = ++turns
    if (failed) tell('sync', noSync)
    failed = null
    enter(account?.account ?? null, turn).catch((error: unknown) => {
      log.crash(error)
      if (turn !== turns) return
      failed = account
      tell('sync', { ...noSync, problem: toProblem(error) })
    })
  }
  return {
    desks,
    drafts,
    draftsChanged,
    deskChanged,
    show(account) {
      if (account && account.account === open) return refresh()
      open = null
      if (account) accounts.set(account.account, account)
      // At once, before anything is read: nothing of the last account is seen or can be pressed any more.
      void desks.show(null)
      begin(account)
    },
    isOpen: (account) => open === account,
    refresh,
  }
}
