import { darkTheme, lightTheme, type GlobalTheme, type GlobalThemeOverrides } from 'naive-ui'
import { computed, ref, watchEffect, type ComputedRef } from 'vue'
import { darkOverrides, lightOverrides } from './naive'
import { dark, light, type Palette } from './palette'

/** Light or dark as the system is; there is no switch of its own (product.md §3a). */
export function useTheme(): {
  theme: ComputedRef<GlobalTheme>
  overrides: ComputedRef<GlobalThemeOverrides>
} {
  const query = window.matchMedia('(prefers-color-scheme: dark)')
  const isDark = ref(query.matches)
  query.addEventListener('change', (event) => (isDark.value = event.matches))
  watchEffect(() => paint(isDark.value ? 'dark' : 'light', isDark.value ? dark : light))
  return {
    theme: computed(() => (isDark.value ? darkTheme : lightTheme)),
    overrides: computed(() => (isDark.value ? darkOverrides : lightOverrides)),
  }
}

/** Hands the palette to the style sheets as custom properties of the root element. */
function paint(name: 'light' | 'dark', palette: Palette): void {
  const root = document.documentElement
  root.dataset.theme = name
  root.style.colorScheme = name
  for (const [token, colour] of Object.entries(palette) as [string, string][])
    root.style.setProperty(`--${token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, colour)
}
