import { computed, type ComputedRef, type Ref } from 'vue'
import { tMaybe } from '../../../i18n'
import { useDirectory } from '../../../stores/directory'
import type { CategoryId } from './options'

/** Why a kind of filters cannot find anybody, or null: what the account may not read. */
export function useUnknown(category: Readonly<Ref<CategoryId>>): ComputedRef<string | null> {
  const directory = useDirectory()
  return computed(() => {
    const missing = new Set<string>(directory.state.missing)
    if (missing.has(category.value)) return tMaybe(`filter.unknown.${category.value}List`)
    return missing.has(`${category.value}-members`) ? tMaybe(`filter.unknown.${category.value}`) : null
  })
}
