import { computed, ref } from 'vue'
import type { View } from '#shared/ipc/preferences'
import type { RowQuery } from '#shared/ipc/query'
import { fold } from '#shared/search/fold'
import { notify } from '../../../components/notices'
import { attempt } from '../../../errors/attempt'
import { t } from '../../../i18n'
import { usePreferences } from '../../../stores/preferences'

/** Why a name cannot be a view's, or null. */
export type NameTrouble = 'empty' | 'taken' | null

/** The account's saved views, and what can be done with them. Each change is on disk before it is said to be done. */
export function useViews(query: () => RowQuery) {
  const preferences = usePreferences()
  const views = computed(() => preferences.values['people.views'])
  /** The view that was picked last, although its question may have been changed since. */
  const picked = ref<number | null>(null)
  const same = (view: View): boolean => keyOf(view.query) === keyOf(query())
  /** The view that is seen now. */
  const current = computed(() => {
    const candidates = views.value.filter(same)
    return candidates.find(({ id }) => id === picked.value) ?? candidates[0] ?? null
  })
  /** The view that was picked and is asked differently now. */
  const changed = computed(() =>
    current.value ? null : (views.value.find(({ id }) => id === picked.value) ?? null),
  )
  const keep = (next: readonly View[]): Promise<boolean> =>
    attempt(() => preferences.set('people.views', [...next]))
  const replace = (view: View): Promise<boolean> =>
    keep(views.value.map((each) => (each.id === view.id ? view : each)))

  /** @param except the view that may keep its name */
  function troubleWith(name: string, except: number | null = null): NameTrouble {
    const wanted = fold(name).trim()
    if (wanted === '') return 'empty'
    return views.value.some((view) => view.id !== except && fold(view.name).trim() === wanted)
      ? 'taken'
      : null
  }
  async function save(name: string): Promise<boolean> {
    const id = Math.max(0, ...views.value.map((view) => view.id)) + 1
    const saved = await keep([...views.value, { id, name: name.trim(), query: plain(query()) }])
    if (saved) picked.value = id
    return saved
  }
  /** Takes a view away at once, with the way back in the window's notice. */
  async function remove(view: View): Promise<void> {
    const at = views.value.indexOf(view)
    if (!(await keep(views.value.filter((each) => each !== view)))) return
    const restore = (): void => {
      const rest = views.value.filter(({ id }) => id !== view.id)
      void keep(rest.toSpliced(Math.min(at, rest.length), 0, view))
    }
    notify({
      kind: 'info',
      text: t('views.removed', { name: view.name }),
      action: { label: t('views.undo'), run: restore },
    })
  }
  return {
    ...{ views, current, changed, picked, troubleWith, save, remove },
    rename: (view: View, name: string) => replace({ ...view, name: name.trim() }),
    /** Gives a view the question that is asked now. */
    update: (view: View) => replace({ ...view, query: plain(query()) }),
  }
}

const keyOf = ({ text, scope, sort }: RowQuery): string =>
  JSON.stringify([text.trim(), scope, sort.field, sort.descending])
const plain = ({ text, scope, sort }: RowQuery): RowQuery => ({ text: text.trim(), scope, sort: { ...sort } })
