import { onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { toProblem, type Problem } from '#shared/ipc/errors'
import type { Draft, OpenedRecord, OpenedUser } from '#shared/ipc/models'
import { kindOf, type RecordKey, type Values } from '#shared/records/index'
import { listen } from '../../bridge/client'
import { useDirectory } from '../../stores/directory'
import { usePortal } from '../../stores/portal'
import { useReach } from '../../stores/reach'
import { useUnsaved } from './unsaved'

/** How long the word *Synced* stays. */
const syncedFor = 10_000
/** A skeleton before that would only flicker. */
const skeletonAfter = 200

export interface Opened {
  readonly opened: ShallowRef<OpenedRecord | null>
  /** Why there is no record to show. */
  readonly failure: ShallowRef<Problem | null>
  /** Reading for so long that the layout should be shown. */
  readonly slow: ShallowRef<boolean>
  readonly reading: ShallowRef<boolean>
  /** The last changes reached the server a moment ago. */
  readonly synced: ShallowRef<boolean>
  readonly open: () => Promise<void>
}

/** Reads a record, and follows it when changes of it have been applied. */
export function useOpened(id: RecordKey, draft: ComputedRef<Draft | undefined>): Opened {
  const directory = useDirectory()
  const portal = usePortal()
  const unsaved = useUnsaved()
  const reach = useReach()
  const opened = shallowRef<OpenedRecord | null>(null)
  const failure = shallowRef<Problem | null>(null)
  const slow = shallowRef(false)
  const reading = shallowRef(false)
  const synced = shallowRef(false)
  let round = 0
  let fading: ReturnType<typeof setTimeout> | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined

  /** A pause that the server asked for ends without news: what was shown for want of an answer is read anew then. */
  const readAfterPause = (problem: Problem | null): void => {
    const until = problem?.facts.retryAt
    if (until !== undefined) waiting = setTimeout(() => void open(), Math.max(0, until - Date.now()) + 50)
  }
  const show = (record: OpenedRecord): void => {
    opened.value = record
    failure.value = null
    unsaved.dropSaved(unsaved.of(id))
  }
  const open = async (): Promise<void> => {
    const mine = ++round
    clearTimeout(waiting)
    reading.value = true
    const skeleton = setTimeout(() => (slow.value = true), skeletonAfter)
    try {
      const answer = await (kindOf(id) === 'profile' ? portal.open(id) : directory.open(id))
      if (mine !== round) return
      show(answer)
      readAfterPause(answer.problem)
    } catch (error) {
      if (mine !== round) return
      failure.value = toProblem(error)
      readAfterPause(failure.value)
    } finally {
      clearTimeout(skeleton)
      if (mine === round) reading.value = slow.value = false
    }
  }
  /** The engine has applied a draft and read the record back. */
  const endListening = listen('record', (record) => {
    if (record.id !== id) return
    // Whatever is being read at this moment was asked for before.
    round++
    reading.value = slow.value = false
    show(record)
    synced.value = true
    clearTimeout(fading)
    fading = setTimeout(() => (synced.value = false), syncedFor)
  })
  // A copy that was shown for want of a connection is read anew as soon as there is one.
  watch(
    () => reach.of(id),
    (now) => {
      if (now === 'online' && (opened.value?.problem || failure.value)) void open()
    },
  )
  watch(draft, (now, before) => {
    if (now) synced.value = false
    if (!opened.value || before?.state !== 'conflict') return
    // A conflict decided for the server's value: it stands there until the record has been read again.
    const left = before.changes.filter(({ field }) => !now?.changes.some((change) => change.field === field))
    const theirs = left.flatMap(({ field, theirs }) =>
      theirs === undefined ? [] : [[field, theirs] as const],
    )
    if (theirs.length === 0) return
    opened.value = patched(opened.value, Object.fromEntries(theirs))
    void open()
  })
  onScopeDispose(() => {
    endListening()
    round++
    clearTimeout(fading)
    clearTimeout(waiting)
  })
  return { opened, failure, slow, reading, synced, open }
}

/** The record with some values replaced: of the same kind, and therefore of the same fields. */
function patched<R extends OpenedRecord>(opened: R, values: Values): R {
  return { ...opened, record: { ...opened.record, ...values } }
}

export function isUser(opened: OpenedRecord): opened is OpenedUser {
  return kindOf(opened.id) === 'user'
}
