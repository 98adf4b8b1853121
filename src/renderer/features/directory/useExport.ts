import { ref } from 'vue'
import { draftStates } from '#shared/ipc/models'
import type { TableText } from '#shared/ipc/table-text'
import { columnUserFields, type Field } from '#shared/records/index'
import { notify } from '../../components/notices'
import { attempt } from '../../errors/attempt'
import { t, tn } from '../../i18n'
import { valueWords } from '../../records/format'
import { shownState } from '../../records/states'
import { useDirectory } from '../../stores/directory'
import { useReach } from '../../stores/reach'
import { columnLabel } from './column-label'
import type { ColumnId } from './columns'
import type { RowQuery } from './row-cache'

/** Takes people out of Usher as the list shows them: its columns, in its order. */
export function useExport(columns: () => readonly ColumnId[], query: () => RowQuery) {
  const directory = useDirectory()
  const reach = useReach()
  const busy = ref(false)

  function words(): TableText['words'] {
    const fields: readonly Field[] = columnUserFields
    const choices = fields.map(({ name, choices = [] }) => [
      name,
      Object.fromEntries(choices.map((choice) => [choice, valueWords(name, choice, directory.nameOf)])),
    ])
    return {
      on: t('values.yes'),
      off: t('values.no'),
      states: Object.fromEntries(
        draftStates.map((state) => [state, t(`states.${shownState(state, reach.user)}`)]),
      ),
      choices: Object.fromEntries(choices) as TableText['words']['choices'],
    }
  }
  /** @param ids those people, whether or not they are in the list; everybody in it unless given */
  function table(ids: Iterable<number> | null): TableText {
    const whole = { text: '', scope: 'everyone' } as const
    return {
      ...query(),
      ...(ids ? whole : {}),
      among: ids ? Float64Array.from(ids) : null,
      columns: columns().map((id) => ({ id, label: columnLabel(id) })),
      words: words(),
    }
  }
  async function once(work: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    await attempt(work)
    busy.value = false
  }
  return {
    busy,
    copy: (ids: Iterable<number> | null) =>
      once(async () => {
        const { rows } = await directory.copy(table(ids))
        notify({ kind: 'info', text: tn('people.export.copied', rows) })
      }),
    save: (ids: Iterable<number> | null) =>
      once(async () => {
        const day = new Date().toISOString().slice(0, 10)
        const saved = await directory.exportTo({ ...table(ids), name: t('people.export.file', { day }) })
        if (saved) notify({ kind: 'info', text: tn('people.export.saved', saved.rows, { file: saved.file }) })
      }),
  }
}
