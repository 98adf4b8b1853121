import { emitterNamed } from './missing.mjs'
import { contents } from './registry.mjs'

/** The system's own theme counts as light. */
class NativeTheme extends emitterNamed('nativeTheme') {
  /** @type {'system' | 'light' | 'dark'} */
  #source = 'system'
  shouldUseHighContrastColors = false
  shouldUseInvertedColorScheme = false
  shouldUseDarkColorsForSystemIntegratedUI = false
  inForcedColorsMode = false
  prefersReducedTransparency = false

  get shouldUseDarkColors() {
    return this.#source === 'dark'
  }

  get themeSource() {
    return this.#source
  }

  set themeSource(source) {
    if (!['system', 'light', 'dark'].includes(source))
      throw new TypeError(`Error processing argument: ${source}`)
    if (source === this.#source) return
    this.#source = source
    for (const each of contents.values()) each.applyTheme()
    this.emit('updated', {})
  }

  /** What pages are told to prefer; nothing is Chromium's own choice. */
  get mediaFeatures() {
    return this.#source === 'system' ? [] : [{ name: 'prefers-color-scheme', value: this.#source }]
  }
}

export const nativeTheme = new NativeTheme()
