import { computed, ref, shallowRef, watch } from 'vue'
import type { Draft, Shown } from '#shared/ipc/models'
import { announce } from '../../components/announce'
import type { Notice } from '../../components/notices'
import { attempt } from '../../errors/attempt'
import { t, tn } from '../../i18n'
import { useDirectory } from '../../stores/directory'
import { useDrafts } from '../../stores/drafts'
import { usePortal } from '../../stores/portal'
import { useReach } from '../../stores/reach'
import { raises } from './filter'
import { groupOf, type Group } from './group'
import type { Line } from './line'
import { countChanges, sentWords } from './reach-words'
import { useLook } from './useLook'
import { useShown } from './useShown'

/** The drafts as Review shows them, what is selected, and what can be done. @param show brings a person into view */
export function useReview(show: (id: number) => Promise<void>) {
  const drafts = useDrafts()
  const directory = useDirectory()
  const portal = usePortal()
  const reach = useReach()

  /** Of thousands of drafts a few move at a time: the others are worded once, until other words are due for all. */
  const worded = shallowRef(new WeakMap<Draft, Group>())
  watch(
    [() => directory.lookups, () => portal.state, () => reach.user],
    () => (worded.value = new WeakMap()),
    { flush: 'sync' },
  )
  const word = (draft: Draft): Group => {
    const group =
      worded.value.get(draft) ??
      groupOf(draft, directory.nameOf, reach.of(draft.id), portal.whichOf(draft.id))
    worded.value.set(draft, group)
    return group
  }
  const groups = computed(() => drafts.list.map(word))
  const view = useShown(groups)
  const { look, ensure, lookedAt, unread } = useLook(groups)

  /** Everything that can be applied is selected until it is taken out. What the filter hides is not applied. */
  const left = ref<ReadonlySet<number>>(new Set())
  const applicable = computed(() => view.found.value.filter((group) => group.can === 'apply'))
  const selected = computed(() => applicable.value.filter((group) => !left.value.has(group.id)))
  const queued = computed(() => groups.value.filter((group) => group.can === 'hold'))
  const failed = computed(() =>
    view.found.value.filter((group) => group.can === 'again' && group.state !== 'gone'),
  )
  const applying = ref(false)
  /** What was just done, with its way back. */
  const notice = shallowRef<Notice | null>(null)
  /** Who moved since they were shown, until they are applied. */
  const moved = ref<ReadonlySet<number>>(new Set())

  function select(ids: readonly number[], on: boolean): void {
    const next = new Set(left.value)
    for (const id of ids) {
      if (on) next.delete(id)
      else next.add(id)
    }
    left.value = next
  }

  function tellUndo(text: string, undo: () => Promise<unknown>): void {
    const back = async (): Promise<void> => {
      if (!(await attempt(undo))) return
      notice.value = null
      announce(t('review.undone'))
    }
    notice.value = { kind: 'info', text, action: { label: t('review.undo'), run: () => void back() } }
    announce(text)
  }

  /**
   * What raises access goes only beside what the server holds now; where it cannot be asked, it is asked when sent.
   * @returns what was shown, each named by the newest reading that shows the same, and who is not shown as they are now
   */
  async function stillShown(of: readonly Group[]): Promise<{ shown: readonly Shown[]; ahead: number[] }> {
    const raising = new Set(of.filter(raises))
    if (raising.size === 0) return { shown: of, ahead: [] }
    await ensure([...raising])
    const now = new Map((await drafts.now()).map((draft) => [draft.id, draft]))
    const ahead: number[] = []
    const shown = of.flatMap((group) => {
      const draft = raising.has(group) ? now.get(group.id) : undefined
      if (!draft) return group
      if (seen(draft.changes) === seen(group.lines.map(({ change }) => change)))
        return { ...group, reading: draft.reading }
      ahead.push(group.id)
      return []
    })
    return { shown, ahead }
  }

  async function apply(of: readonly Group[] = selected.value): Promise<void> {
    if (of.length === 0 || applying.value) return
    let stale: readonly number[] = []
    const send = async (): Promise<void> => {
      const { shown, ahead } = await stillShown(of)
      stale = [...ahead, ...(shown.length > 0 ? (await drafts.apply(shown)).stale : [])]
    }
    applying.value = true
    const went = await attempt(send, 'draft')
    applying.value = false
    if (!went) return
    moved.value = new Set(stale)
    const sent = of.filter(({ id }) => !stale.includes(id))
    notice.value = stale.length > 0 ? staleNotice(stale) : null
    if (stale.length > 0) announce(tn('review.stale', stale.length))
    if (sent.length > 0) announce(sentWords(sent))
  }

  function staleNotice(ids: readonly number[]): Notice {
    const again = async (): Promise<void> => {
      if (!(await attempt(() => look(ids)))) return
      notice.value = null
      const [first] = groups.value.filter(({ id }) => ids.includes(id))
      if (first) await show(first.id)
      announce(tn('review.lookedAgain', ids.length))
    }
    const action = { label: t('review.lookAgain'), run: () => void again() }
    return { kind: 'bad', text: tn('review.stale', ids.length), action }
  }

  async function hold(of: readonly Group[]): Promise<void> {
    if (await attempt(() => drafts.hold(of.map(({ id }) => id)), 'draft')) announce(t('review.held'))
  }
  /** Everything that waits is held. A pause ends with it, or the next apply would seem to do nothing. */
  async function stop(): Promise<void> {
    const ids = queued.value.map(({ id }) => id)
    const work = async (): Promise<void> => {
      await drafts.hold(ids)
      await drafts.pause(false)
    }
    if (await attempt(work, 'draft')) announce(tn('review.stopped', ids.length))
  }
  async function pause(on: boolean): Promise<void> {
    if (await attempt(() => drafts.pause(on), 'draft')) announce(t(on ? 'review.paused' : 'review.goesOn'))
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
      announce(t('review.notDiscarded'))
      return
    }
    tellUndo(t(of.length === 1 ? 'review.discardedOf' : 'review.discardedMany', facts), () =>
      drafts.restore(gone),
    )
  }

  async function remove(group: Group, line: Line): Promise<void> {
    const { field, base, mine } = line.change
    const { account, id } = group
    const put = (value: typeof mine) => drafts.edit({ account, id, field, base, mine: value })
    if (!(await attempt(() => put(base), 'draft'))) return
    tellUndo(t('review.removed', { label: line.label, name: group.name }), () => put(mine))
  }

  async function resolve(group: Group, line: Line, keep: 'mine' | 'theirs'): Promise<void> {
    await attempt(() => drafts.resolve(group.id, line.change.field, keep), 'draft')
  }

  // Who is gone from the list was applied or discarded.
  watch(groups, (all) => {
    const here = new Set(all.filter(({ can }) => can !== 'wait' && can !== 'hold').map(({ id }) => id))
    if ([...moved.value].some((id) => !here.has(id)))
      moved.value = new Set([...moved.value].filter((id) => here.has(id)))
  })

  return {
    ...{ groups, view, applicable, selected, queued, failed, applying, notice, moved },
    ...{ look, lookedAt, unread, select, apply, hold, stop, pause, discard, remove, resolve },
  }
}

/** What was shown of the server, field by field. */
function seen(
  changes: readonly { readonly field: string; readonly now?: unknown; theirs?: unknown }[],
): string {
  return JSON.stringify(changes.map(({ field, now, theirs }) => [field, now, theirs]))
}
