import { computed, onMounted, ref, shallowRef, watch } from 'vue'
import { draftableProfileFields, draftableUserFields } from '#shared/records/index'
import type { JournalEntry } from '#shared/ipc/models'
import { fold } from '#shared/search/fold'
import { announce } from '../../components/announce'
import { attempt } from '../../errors/attempt'
import { t, tn } from '../../i18n'
import { fieldLabel } from '../../records/format'
import { useDrafts } from '../../stores/drafts'

/** Entries read at once. */
const page = 50
/** The most that one reading may bring (the contract's). */
const most = 500

const names = [...draftableUserFields, ...draftableProfileFields].map(({ name }) => name)
const labels = [...new Set(names)].map((name) => ({ name, label: fold(fieldLabel(name)) }))

/** The fields whose labels contain what was typed; the database knows only their names. */
export function fieldsLike(text: string): readonly string[] {
  const wanted = fold(text).trim()
  return wanted === '' ? [] : labels.filter(({ label }) => label.includes(wanted)).map(({ name }) => name)
}

/** What was applied: the newest entries that match, and older ones as far as somebody asked for them. */
export function useJournal() {
  const drafts = useDrafts()
  const text = ref('')
  const entries = shallowRef<readonly JournalEntry[] | null>(null)
  const more = ref(false)
  let turn = 0
  let loading: Promise<unknown> | null = null

  const search = (before: number | null, count: number) =>
    drafts.journal({ text: text.value, fields: fieldsLike(text.value), before, count })

  /** As many entries as are shown, anew. Answers that a later question overtook are dropped. */
  async function load(count: number): Promise<void> {
    const mine = ++turn
    const found = await search(null, count)
    if (mine !== turn) return
    entries.value = found.entries
    more.value = found.more
  }
  /** A round tells many times a second that it went on: one reading at a time is enough, and one after it. */
  let again: Promise<unknown> | null = null
  const read = (): Promise<unknown> =>
    attempt(() => load(Math.min(most, Math.max(page, entries.value?.length ?? 0))))
  function renew(): Promise<unknown> {
    if (loading)
      return (again ??= loading.then(() => {
        again = null
        return renew()
      }))
    return (loading = read().finally(() => (loading = null)))
  }
  async function older(): Promise<void> {
    const last = entries.value?.at(-1)
    if (!last) return
    const mine = ++turn
    await attempt(async () => {
      const found = await search(last.id, page)
      if (mine !== turn) return
      entries.value = [...(entries.value ?? []), ...found.entries]
      more.value = found.more
      announce(tn('journal.shownOlder', found.entries.length))
    })
  }

  onMounted(renew)
  watch(text, () => void attempt(() => load(page)))
  // Whatever was applied has left the drafts, so that is when the journal has grown.
  watch([() => drafts.list, () => drafts.sync.done], renew)

  const found = computed(() => {
    if (text.value.trim() === '' || !entries.value) return ''
    const count = entries.value.length
    return more.value ? t('journal.foundMore', { n: count }) : tn('journal.found', count)
  })
  return { text, entries, more, found, older, renew }
}
