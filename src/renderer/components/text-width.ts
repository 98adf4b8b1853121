import { shallowRef } from 'vue'

type Widths = Map<string, Map<string, number>>

/** By font, by letter: how wide it is, px. Another once a font has come: before, another one was measured. */
const widths = shallowRef<Widths>(new Map())
// happy-dom has no fonts.
if ('fonts' in document) document.fonts.addEventListener('loadingdone', () => (widths.value = new Map()))

/**
 * Measures texts in an element's font, px, without a layout; reactive, because fonts come late. Letters are added up, which leaves out how pairs of them
 * move together: a text is never wider than that by more than a hair, and each letter is asked for once.
 * @param weight as in CSS
 */
export function measureIn(element: Element, weight: number): (text: string) => number {
  const { fontSize, fontFamily } = getComputedStyle(element)
  const font = `${weight} ${fontSize} ${fontFamily}`
  const known = widths.value.get(font) ?? new Map<string, number>()
  widths.value.set(font, known)
  let context: CanvasRenderingContext2D | null | undefined
  const widthOf = (letter: string): number => {
    if (context === undefined) {
      context = document.createElement('canvas').getContext('2d')
      if (context) context.font = font
    }
    const width = context?.measureText(letter).width ?? 0
    known.set(letter, width)
    return width
  }
  return (text) => {
    let width = 0
    for (const letter of text) width += known.get(letter) ?? widthOf(letter)
    return width
  }
}
