import { computed, onScopeDispose, watch, type ComputedRef } from 'vue'
import { useNow } from '../../components/useNow'
import { attempt } from '../../errors/attempt'
import { useConnection } from '../../stores/connection'
import { useDrafts } from '../../stores/drafts'
import { usePortal } from '../../stores/portal'
import { raises } from './filter'
import type { Group } from './group'

/** What was read from the server is good enough to be shown for so long, ms. */
const fresh = 300_000
/** Whoever opens the review wants to see what is there now, as far as reading that takes a moment only. */
const justNow = 15_000
const fewToRead = 100

/**
 * Keeps the review honest: each draft's record is read when it is first shown, when it was edited since, when it is asked
 * once more, and, where they are few, when the last reading is long ago: many take so long to read that the first would
 * be old before the last was read. A reading that fails is not repeated until one of these is so again.
 */
export function useLook(groups: ComputedRef<readonly Group[]>) {
  const drafts = useDrafts()
  const connection = useConnection()
  const portal = usePortal()
  const now = useNow(15_000)
  const isFew = (): boolean => groups.value.length <= fewToRead
  const opened = isFew() ? now.value - justNow : 0
  const tried = new Map<number, number>()
  const running = new Map<number, Promise<unknown>>()
  /** Asked once more, and read for that already. */
  const confirmed = new Set<number>()

  const canMove = ({ can }: Group): boolean => can !== 'hold' && can !== 'wait'
  const canAsk = ({ reach }: Group): boolean => reach === 'online'
  const isOld = (group: Group): boolean => {
    const last = Math.max(group.checkedAt ?? 0, tried.get(group.id) ?? 0)
    return last < opened || group.editedAt > last || (isFew() && now.value - last > fresh)
  }
  const due = computed(() =>
    groups.value
      .filter(
        (group) =>
          canMove(group) && canAsk(group) && (isOld(group) || (group.confirm && !confirmed.has(group.id))),
      )
      // What may have to be waited for comes first.
      .sort((a, b) => Number(raises(b)) - Number(raises(a)))
      .map(({ id }) => id),
  )

  /** Reads these drafts' records, each once at a time. */
  async function look(ids: readonly number[]): Promise<void> {
    const wanted = ids.filter((id) => !running.has(id))
    if (wanted.length > 0) {
      const work = drafts.check(wanted)
      for (const id of wanted) running.set(id, work)
      const end = (left: readonly number[]): void => {
        const without = new Set(left)
        for (const id of wanted) {
          running.delete(id)
          if (!without.has(id)) tried.set(id, Date.now())
        }
      }
      work.then(end, () => end([]))
    }
    await Promise.all(ids.flatMap((id) => running.get(id) ?? []))
  }

  /** Waits until these are fresh, and no longer than that: a thousand others may be read after them. */
  async function ensure(of: readonly Group[]): Promise<void> {
    const ids = new Set(of.filter((group) => canAsk(group) && isOld(group)).map(({ id }) => id))
    if (ids.size === 0) return
    let stop = (): void => undefined
    const seen = new Promise<void>((resolve) => {
      stop = watch(groups, (all) => {
        if (!all.some((group) => ids.has(group.id) && isOld(group))) resolve()
      })
    })
    await Promise.race([look([...ids]), seen]).finally(() => stop())
  }

  // What was sent meanwhile is another record than the one that was tried.
  watch(groups, (all) => {
    for (const group of all) if (!canMove(group)) tried.delete(group.id)
  })
  watch(
    // Once a server may be asked again, what was left is.
    [() => connection.state.pausedUntil, () => portal.state.pausedUntil, () => due.value.join()],
    () => {
      const ids = due.value
      for (const group of groups.value) {
        if (!group.confirm) confirmed.delete(group.id)
        else if (canAsk(group)) confirmed.add(group.id)
      }
      if (ids.length > 0) void attempt(() => look(ids))
    },
    { immediate: true },
  )

  /** Who is gone cannot be read, and is said to be gone. */
  const readable = (group: Group): boolean => canMove(group) && group.state !== 'gone'
  /** When the oldest reading was; null while some record was not read since Usher started. */
  const lookedAt = computed(() => {
    const times = groups.value.filter(readable).map(({ checkedAt }) => checkedAt)
    return times.length === 0 || times.includes(null) ? null : Math.min(...times.map(Number))
  })
  const unread = computed(
    () => groups.value.filter((group) => readable(group) && group.checkedAt === null).length,
  )
  onScopeDispose(() => void drafts.endChecks().catch(() => undefined))
  return { look, ensure, lookedAt, unread }
}
