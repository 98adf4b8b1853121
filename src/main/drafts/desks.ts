import { UsherError } from '#shared/ipc/errors'
import type { Desk } from './desk'

/** Whose drafts are shown. Leaving an account never waits: its desk ends what is on its way by itself. */
export interface Desks {
  /** The desk that is shown. @throws UsherError `not-signed-in` */
  current(): Desk
  readonly shown: Desk | null
  /**
   * Shows another account's drafts; null for none. Nothing of the last one is shown or can be changed from here on.
   * @throws UsherError when the drafts cannot be read
   */
  show(account: number | null): Promise<void>
  /** Ends all desks after what is on its way. */
  stop(): Promise<void>
}

/**
 * @param open opens an account's desk
 * @param changed is called when another desk is shown, or none
 */
export function createDesks(
  open: (account: number) => Promise<Desk>,
  changed: (desk: Desk | null) => void,
): Desks {
  let shown: Desk | null = null
  let wanted: number | null = null
  /** Counts what was asked for: an account may be left and entered again while its desk is being opened. */
  let turns = 0
  let opening: Promise<void> = Promise.resolve()
  /** By account: a second desk of an account would not see what the first still changes. */
  const leaving = new Map<number, { readonly desk: Desk; readonly ended: Promise<void> }>()

  const leave = (desk: Desk): void => {
    const ended = desk.close().then(() => {
      if (leaving.get(desk.account)?.ended === ended) leaving.delete(desk.account)
    })
    leaving.set(desk.account, { desk, ended })
  }
  const enter = async (account: number, turn: number): Promise<void> => {
    try {
      const desk = await open(account)
      // Somebody else came meanwhile, or the same once more; this desk has begun nothing.
      if (turn !== turns) return
      shown = desk
      changed(desk)
    } catch (error) {
      // Signing in once more tries once more.
      if (turn === turns) wanted = null
      throw error
    }
  }
  return {
    current() {
      if (!shown) throw new UsherError('not-signed-in')
      return shown
    },
    get shown() {
      return shown
    },
    show(account) {
      if (account === wanted) return opening
      wanted = account
      turns++
      if (shown) leave(shown)
      shown = null
      changed(null)
      const back = account === null ? undefined : leaving.get(account)
      if (account !== null && back) {
        leaving.delete(account)
        back.desk.reopen()
        shown = back.desk
        changed(shown)
        return (opening = Promise.resolve())
      }
      opening = account === null ? Promise.resolve() : enter(account, turns)
      return opening
    },
    async stop() {
      if (shown) leave(shown)
      await Promise.all([...leaving.values()].map(({ ended }) => ended))
    },
  }
}
