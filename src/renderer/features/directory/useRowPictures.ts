import { onBeforeUnmount } from 'vue'
import { pictureAddress, type PictureOf } from '#shared/ipc/pictures'
import { call, listen } from '../../bridge/client'
import { useSession } from '../../stores/session'
import type { AddressOf } from './portrait'

/** The list rests when it has not moved for so long: whoever scrolls past is not asked for. Milliseconds. */
export const pause = 140

interface Parts {
  /** Of the people in view, from the top. */
  readonly inView: () => readonly PictureOf[]
  readonly show: (addressOf: AddressOf) => void
}

/** Pictures in the rows: looked for once the list rests, and shown in the rows that are there then. */
export function useRowPictures({ inView, show }: Parts) {
  const session = useSession()
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Moves with each movement of the list: an answer to what was looked at before is of no use. */
  let turn = 0
  let lookedAt = 0
  let place: readonly unknown[] = []

  const showHere = (account: number, here: readonly PictureOf[]): void => {
    const files = new Map(here.map(({ id, file }) => [id, file]))
    if (files.size > 0)
      show((picture) => (files.get(picture.id) === picture.file ? pictureAddress(account, picture) : null))
  }
  async function look(): Promise<void> {
    timer = undefined
    const mine = ++turn
    const account = session.state.account?.account
    const pictures = inView().map(({ id, file }) => ({ id, file }))
    // That nobody is looked at any more is said once.
    if (account === undefined || pictures.length + lookedAt === 0) return
    lookedAt = pictures.length
    // A list without pictures is none the worse.
    const here = await call('pictures.look', { account, pictures }).catch(() => [])
    if (mine === turn) showHere(account, here)
  }
  /** The list was drawn. @param now what moves when other rows are in view than before */
  function painted(...now: readonly unknown[]): void {
    if (now.some((each, index) => each !== place[index])) {
      place = now
      turn++
      clearTimeout(timer)
      timer = undefined
    }
    timer ??= setTimeout(() => void look(), pause)
  }
  const stop = listen('picture', ({ account, picture }) => {
    // While the list moves nothing is shown: it is looked for again once it rests.
    if (timer === undefined && account === session.state.account?.account) showHere(account, [picture])
  })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    stop()
  })
  return { painted }
}
