import { onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { toProblem, type Problem } from '#shared/ipc/errors'
import type { Draft, DraftChange, OpenedUser } from '#shared/ipc/models'
import { sameValue, userField, type Values } from '#shared/records/index'
import { useDirectory } from '../../stores/directory'
import { useUnsaved } from './unsaved'

/** How long the word *Synced* stays. */
const syncedFor = 10_000
/** A skeleton before that would only flicker. */
const skeletonAfter = 200

export interface Opened {
  readonly opened: ShallowRef<OpenedUser | null>
  /** Why there is no record to show. */
  readonly failure: ShallowRef<Problem | null>
  /** Reading for so long that the layout should be shown. */
  readonly slow: ShallowRef<boolean>
  readonly reading: ShallowRef<boolean>
  /** The last changes reached the server a moment ago. */
  readonly synced: ShallowRef<boolean>
  readonly open: () => Promise<void>
}

/** Reads a person's record, and again whenever changes of theirs have left the draft by being sent. */
export function useOpened(id: number, draft: ComputedRef<Draft | undefined>): Opened {
  const directory = useDirectory()
  const unsaved = useUnsaved()
  const opened = shallowRef<OpenedUser | null>(null)
  const failure = shallowRef<Problem | null>(null)
  const slow = shallowRef(false)
  const reading = shallowRef(false)
  const synced = shallowRef(false)
  let round = 0
  let fading: ReturnType<typeof setTimeout> | undefined

  const open = async (): Promise<void> => {
    const mine = ++round
    reading.value = true
    const skeleton = setTimeout(() => (slow.value = true), skeletonAfter)
    try {
      const answer = await directory.open(id)
      if (mine !== round) return
      opened.value = answer
      failure.value = null
      unsaved.dropSaved(unsaved.of(id))
    } catch (error) {
      if (mine === round) failure.value = toProblem(error)
    } finally {
      clearTimeout(skeleton)
      if (mine === round) reading.value = slow.value = false
    }
  }
  /** What the server is known to hold, until the record has been read again: typing goes on from there. */
  const absorb = (values: Values): void => {
    if (opened.value) opened.value = { ...opened.value, record: { ...opened.value.record, ...values } }
  }
  const celebrate = (): void => {
    synced.value = true
    clearTimeout(fading)
    fading = setTimeout(() => (synced.value = false), syncedFor)
  }
  const follow = async (before: Draft, left: readonly DraftChange[], done: boolean): Promise<void> => {
    const sending = before.state === 'sending'
    absorb(known(left, sending))
    await open()
    // Queued changes may as well have been discarded elsewhere: the record tells.
    if (done && (sending || (before.state === 'queued' && holds(opened.value, left)))) celebrate()
  }
  watch(draft, (now, before) => {
    if (now) synced.value = false
    if (!before || !opened.value) return
    const names = new Set(now?.changes.map((change) => change.field))
    const left = before.changes.filter((change) => !names.has(change.field))
    if (left.length > 0 && before.state !== 'saved') void follow(before, left, !now)
  })
  onScopeDispose(() => {
    round++
    clearTimeout(fading)
  })
  return { opened, failure, slow, reading, synced, open }
}

function known(left: readonly DraftChange[], sent: boolean): Values {
  const values = left.filter(({ field, theirs }) => theirs !== undefined || (sent && !isCommand(field)))
  return Object.fromEntries(
    values.map(({ field, mine, theirs }) => [field, theirs !== undefined ? theirs : mine]),
  )
}

function holds(opened: OpenedUser | null, left: readonly DraftChange[]): boolean {
  const record = opened?.record as Values | undefined
  return left.every(({ field: name, mine }) => {
    const field = userField(name)
    return field && (isCommand(name) || sameValue(field, mine, record?.[name] ?? null))
  })
}

function isCommand(name: string): boolean {
  return userField(name)?.use === 'command'
}
