import { computed, onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import { mostSelected } from '#shared/ipc/preferences'
import { announce } from '../../components/announce'
import { attempt } from '../../errors/attempt'
import { tn } from '../../i18n'
import { useDirectory } from '../../stores/directory'
import { usePreferences } from '../../stores/preferences'
import { useView } from '../../stores/view'
import { Selection, type Picked } from './selection'
import type { Rows } from './useRows'

/** How long the list stands still before it is counted who of the selected is in it, ms. */
const pause = 150
const everybody = Number.MAX_SAFE_INTEGER

/** Who is selected in the list of people, and how that is changed by the rows in it. */
export interface Selecting {
  readonly picked: Readonly<Ref<Picked>>
  /** Of the selected, how many are in the list; null while that is counted. */
  readonly inList: Readonly<Ref<number | null>>
  /** Of the list, as far as it is known. */
  readonly share: Readonly<Ref<'none' | 'some' | 'all'>>
  toggle(row: number): void
  /** From where selecting began last, or else from one row, up to another. */
  extend(from: number, to: number): void
  /** Everybody in the list, or nobody of it when all are selected. */
  toggleAll(): void
  selectAll(): void
  /** Everybody there is, in the list or not. */
  selectEveryone(): void
  /** Those who are not in the list are selected no more. */
  leaveOut(): void
  /** @returns whether anybody was selected */
  clear(): boolean
}

/** It begins with whom this account had selected last, as far as they are still there. */
export function useSelection(rows: Readonly<Ref<Rows>>): Selecting {
  const directory = useDirectory()
  const preferences = usePreferences()
  const view = useView()
  const picked = shallowRef<Picked>({ size: 0, has: () => false, ids: new Set() })
  const inList = ref<number | null>(0)
  const selection = new Selection((now) => {
    picked.value = now
    inList.value = now.size === 0 ? 0 : null
  })
  let turns = 0

  /** The list's people from one place on; empty before there is a list. */
  const listed = (
    from = 0,
    count = everybody,
    among: Float64Array<ArrayBuffer> | null = null,
  ): Promise<Float64Array> => {
    const { query } = rows.value
    return query ? directory.ids({ ...query, from, count, among }) : Promise.resolve(new Float64Array())
  }
  const amongListed = (): Promise<Float64Array> => listed(0, everybody, Float64Array.from(picked.value.ids))
  /** What is asked last counts: an answer that somebody's next press has overtaken is dropped. */
  const latest = async (
    ask: () => Promise<Float64Array>,
    done: (ids: Float64Array) => void,
  ): Promise<void> => {
    const turn = ++turns
    await attempt(async () => {
      const ids = await ask()
      if (turn === turns) done(ids)
    })
  }
  const say = (): void => announce(tn('people.selection.said', picked.value.size))

  async function count(): Promise<void> {
    const { size } = picked.value
    if (size === 0) return
    const [counted, query] = [picked.value, rows.value.query]
    const there = await amongListed().catch(() => null)
    if (there && counted === picked.value && query === rows.value.query) inList.value = there.length
  }
  const everyone = { text: '', scope: 'everyone', from: 0, count: everybody } as const
  const kept = preferences.values['people.selection']
  const begin = watch(
    () => rows.value.query,
    async (query) => {
      if (!query) return
      begin.stop()
      const turn = turns
      const ids = await directory
        .ids({ ...query, ...everyone, among: Float64Array.from(kept) })
        .catch(() => null)
      // Who could not be looked for stays remembered; and whoever selected meanwhile has begun anew.
      if (ids && ids.length > 0 && turn === turns) selection.add(ids)
    },
  )
  if (kept.length === 0) begin.stop()
  watch(picked, ({ size, ids }) =>
    preferences.setSoon('people.selection', size > mostSelected ? [] : [...ids]),
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  watch([picked, () => rows.value.query, () => rows.value.total, () => directory.state.revision], () => {
    clearTimeout(timer)
    timer = setTimeout(() => void count(), pause)
  })
  onBeforeUnmount(() => clearTimeout(timer))
  // A number means another person, or nobody, in somebody else's space.
  watch(
    () => view.who,
    () => clear(),
    { flush: 'sync' },
  )

  function clear(): boolean {
    turns++
    const had = picked.value.size > 0
    if (had) selection.clear()
    return had
  }
  const idAt = (row: number): number | undefined => rows.value.at(row)?.id
  const selectAll = (): void =>
    void latest(
      () => listed(),
      (ids) => (selection.add(ids), say()),
    )
  const share = computed(() => {
    if (picked.value.size === 0 || inList.value === 0) return 'none'
    return inList.value !== null && inList.value === rows.value.total ? 'all' : 'some'
  })
  return {
    picked,
    inList,
    share,
    toggle(row) {
      turns++
      const id = idAt(row)
      if (id !== undefined) selection.toggle(row, id)
    },
    extend(from, to) {
      const { anchor } = selection
      const id = idAt(from)
      // The anchor is where it was only while the same person stands there.
      if ((!anchor || idAt(anchor.row) !== anchor.id) && id !== undefined) selection.begin({ row: from, id })
      const begin = selection.anchor?.row ?? from
      const [low, high] = [Math.min(begin, to), Math.max(begin, to)]
      const known = Array.from({ length: high - low + 1 }, (_, step) => idAt(low + step))
      const ids = known.filter((one) => one !== undefined)
      if (ids.length === known.length) {
        turns++
        selection.extend(ids)
      } else
        void latest(
          () => listed(low, high - low + 1),
          (all) => selection.extend(all),
        )
    },
    toggleAll() {
      if (share.value === 'all')
        void latest(
          () => listed(),
          (ids) => (selection.remove(ids), say()),
        )
      else selectAll()
    },
    selectAll,
    selectEveryone() {
      const { query } = rows.value
      if (!query) return
      void latest(
        () => directory.ids({ ...query, ...everyone, among: null }),
        (ids) => (selection.add(ids), say()),
      )
    },
    leaveOut: () => void latest(amongListed, (ids) => (selection.keep(ids), say())),
    clear,
  }
}
