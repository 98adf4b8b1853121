import { onBeforeUnmount, reactive, shallowRef, watch } from 'vue'
import type { Problem } from '#shared/ipc/errors'
import type { Row } from '#shared/ipc/models'
import { onlyConditions } from '#shared/search/edit'
import { announce } from '../../components/announce'
import { tn, type WordKey } from '../../i18n'
import { useDirectory } from '../../stores/directory'
import { useDrafts } from '../../stores/drafts'
import { usePreferences } from '../../stores/preferences'
import type { ColumnField } from './columns'
import { searchWords } from './filter/words'
import { keyOf, RowCache, type BlockQuery, type RowQuery } from './row-cache'

/** A count is said once typing has paused, or it would be said at every key. */
const pause = 600

/** What is known of the rows now. A new one is made whenever something of it changed. */
export interface Rows {
  /** Null before the first answer. */
  readonly total: number | null
  /** The query these rows answer. */
  readonly query: RowQuery | null
  readonly problem: Problem | null
  readonly at: (index: number) => Row | undefined
  readonly look: (from: number, to: number) => void
}

/**
 * The query the person builds, which begins with the filters, scope and order they left, and the rows that answer it.
 * @param fields what the rows carry now
 */
export function useRows(fields: () => readonly ColumnField[]) {
  const directory = useDirectory()
  const drafts = useDrafts()
  const preferences = usePreferences()
  const kept = preferences.values['people.query']
  const query = reactive<RowQuery>({ ...kept, sort: { ...kept.sort } })
  const find = (query: BlockQuery) => directory.find({ ...query, columns: [...fields()] })
  const cache = new RowCache(find, () => (rows.value = snapshot()))
  const snapshot = (): Rows => ({
    total: cache.total,
    query: cache.query,
    problem: cache.problem,
    at: (index) => cache.at(index),
    look: (from, to) => cache.look(from, to),
  })
  const rows = shallowRef(snapshot())

  const plain = (): RowQuery => ({ text: query.text, scope: query.scope, sort: { ...query.sort } })
  /** Whoever comes back wants to see people, and not wonder why somebody is missing: words are of the moment. */
  let remembered = keyOf(kept)
  function remember(): void {
    const now = { ...plain(), text: onlyConditions(query.text) }
    if (keyOf(now) === remembered) return
    remembered = keyOf(now)
    preferences.setSoon('people.query', now)
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    query,
    () => {
      cache.ask(plain())
      remember()
      clearTimeout(timer)
      timer = setTimeout(sayCount, pause)
    },
    { immediate: true, flush: 'sync' },
  )
  // A draft changes the rows' pending values, with or without a new revision of the copy; a new column has none yet.
  watch([() => directory.state.revision, () => drafts.list, fields], () => cache.expire())
  onBeforeUnmount(() => clearTimeout(timer))

  function sayCount(): void {
    const { total, query: answered } = cache
    if (total === null || !answered || directory.state.filling) return
    // The number that is here is another question's.
    if (keyOf(answered) !== keyOf(query)) return void (timer = setTimeout(sayCount, pause))
    const text = searchWords(answered.text, directory.lookups)
    const key: WordKey = text ? 'people.said.found' : `people.said.${answered.scope}`
    announce(tn(key, total, { text }))
  }

  /** Asks for what the text is about to be. Where it becomes something else, that is asked for instead. */
  function expect(text: string): void {
    cache.ask({ ...plain(), text })
    setTimeout(() => query.text !== text && cache.ask(plain()))
  }
  const again = (): void => {
    cache.retry()
    rows.value = snapshot()
  }
  return { query, rows, again, expect }
}
