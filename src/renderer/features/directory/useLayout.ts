import { computed } from 'vue'
import { initialLayout, type Density } from '#shared/ipc/layout'
import { usePreferences } from '../../stores/preferences'
import { arrangedFrom, withMoved, withShown, withWidth, type Arranged } from './arrange'
import { fieldsFor, type ColumnId } from './columns'

/** As `--row` in the grid, px: of a row, and of the head, which stays as it is. */
export const rowHeights: Readonly<Record<Density, number>> = { comfortable: 40, compact: 32 }
export const headHeight = 32

/** How this account's window shows the people. What a person arranges is kept by itself. */
export function useLayout() {
  const preferences = usePreferences()
  const layout = computed(() => preferences.values['people.layout'])
  const arranged = computed(() => arrangedFrom(layout.value))
  const arrange = (columns: Arranged): void => {
    if (columns !== arranged.value) preferences.setSoon('people.layout', { ...layout.value, columns })
  }
  return {
    layout,
    /** Columns in their order, as they stand or as they would be arranged from now on. */
    arranged,
    /** What rows have to carry. */
    fields: computed(() => fieldsFor(arranged.value.map(({ id }) => id as ColumnId))),
    show: (id: ColumnId, shown: boolean) => arrange(withShown(arranged.value, id, shown)),
    move: (id: ColumnId, by: number) => arrange(withMoved(arranged.value, id, by)),
    resize: (id: ColumnId, width: number | null) => arrange(withWidth(arranged.value, id, width)),
    setDensity: (density: Density) => preferences.setSoon('people.layout', { ...layout.value, density }),
    /** Columns come and go with the room again, as at first. */
    reset: () => preferences.setSoon('people.layout', { ...layout.value, columns: initialLayout.columns }),
  }
}

export type Layout = ReturnType<typeof useLayout>
