import { computed, ref, shallowRef, watch } from 'vue'
import { announce } from '../../components/announce'
import type { Notice } from '../../components/notices'
import { useNow } from '../../components/useNow'
import { attempt } from '../../errors/attempt'
import { t, tn } from '../../i18n'
import { useConnection } from '../../stores/connection'
import { useDirectory } from '../../stores/directory'
import { useDrafts } from '../../stores/drafts'
import { groupOf, type Group, type Line } from './group'

/** What was read from the server is good enough to be shown for so long, ms. */
const fresh = 300_000

/** The drafts as Review shows them, what is selected, and what can be done. */
export function useReview() {
  const drafts = useDrafts()
  const directory = useDirectory()
  const connection = useConnection()
  const now = useNow(1000)

  const online = computed(() => connection.state.online && !connection.state.workOffline)
  const groups = computed(() =>
    drafts.list.map((draft) => groupOf(draft, directory.nameOf, online.value, now.value)),
  )
  /** Everything that can be applied is selected until it is taken out. */
  const left = ref<ReadonlySet<number>>(new Set())
  const applicable = computed(() => groups.value.filter((group) => group.can === 'apply'))
  const selected = computed(() => applicable.value.filter((group) => !left.value.has(group.id)))
  const queued = computed(() => groups.value.filter((group) => group.can === 'hold'))
  /** What was just done, with its way back. */
  const notice = shallowRef<Notice | null>(null)

  function select(ids: readonly number[], on: boolean): void {
    const next = new Set(left.value)
    for (const id of ids) {
      if (on) next.delete(id)
      else next.add(id)
    }
    left.value = next
  }

  function told(text: string, undo: () => Promise<unknown>): void {
    const back = async (): Promise<void> => {
      if (!(await attempt(undo))) return
      notice.value = null
      announce(t('review.undone'))
    }
    notice.value = { kind: 'info', text, action: { label: t('review.undo'), run: () => void back() } }
    announce(text)
  }

  /** What raises access goes only beside what the server holds now; where it cannot be asked, it is asked when sent. */
  async function checked(of: readonly Group[]): Promise<void> {
    const old = of.filter(({ checkedAt }) => checkedAt === null || now.value - checkedAt > fresh)
    if (online.value && old.length > 0) await drafts.check(old.map(({ id }) => id))
  }
  // The review is of what would happen now: it reads each record once, and again when that is long ago.
  watch(
    [online, () => groups.value.length],
    () => void attempt(() => checked(groups.value.filter(({ can }) => can === 'apply'))),
    { immediate: true },
  )

  async function apply(of: readonly Group[] = selected.value): Promise<void> {
    if (of.length === 0) return
    const words = { changes: countChanges(of), people: tn('review.people', of.length) }
    let stale = 0
    const send = async (): Promise<void> => {
      await checked(of.filter((group) => group.lines.some((line) => line.raises)))
      stale = (await drafts.apply(of)).stale.length
    }
    if (!(await attempt(send, 'draft'))) return
    notice.value = stale > 0 ? { kind: 'bad', text: tn('review.stale', stale) } : null
    announce(t(online.value ? 'review.applied' : 'review.queuedOffline', words))
  }

  async function hold(of: readonly Group[]): Promise<void> {
    if (await attempt(() => drafts.hold(of.map(({ id }) => id)), 'draft')) announce(t('review.held'))
  }

  async function discard(of: readonly Group[]): Promise<void> {
    const ids = of.map(({ id }) => id)
    const facts = {
      changes: countChanges(of),
      people: tn('review.people', of.length),
      name: of[0]?.name ?? '',
    }
    let gone: readonly number[] = []
    const away = async (): Promise<void> => {
      gone = await drafts.discard(ids)
    }
    if (ids.length === 0 || !(await attempt(away, 'draft'))) return
    if (gone.length === 0) {
      notice.value = { kind: 'info', text: t('review.notDiscarded') }
      return
    }
    told(t(of.length === 1 ? 'review.discardedOf' : 'review.discardedMany', facts), () =>
      drafts.restore(gone),
    )
  }

  async function remove(group: Group, line: Line): Promise<void> {
    const { field, base, mine } = line.change
    const put = (value: typeof mine) => drafts.edit({ id: group.id, field, base, mine: value })
    if (!(await attempt(() => put(base), 'draft'))) return
    told(t('review.removed', { label: line.label, name: group.name }), () => put(mine))
  }

  async function resolve(group: Group, line: Line, keep: 'mine' | 'theirs'): Promise<void> {
    await attempt(() => drafts.resolve(group.id, line.change.field, keep), 'draft')
  }

  return {
    now,
    online,
    groups,
    applicable,
    selected,
    queued,
    notice,
    select,
    apply,
    hold,
    discard,
    remove,
    resolve,
  }
}

export function countChanges(groups: readonly Group[]): string {
  return tn(
    'review.changes',
    groups.reduce((sum, group) => sum + group.lines.length, 0),
  )
}
