import { describe, expect, it } from 'vitest'
import { dark, light, type Palette } from './palette'

/** WCAG 2.2 relative luminance and contrast. */
function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
  const [r = 0, g = 0, b = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

type Token = keyof Palette
const grounds: readonly Token[] = ['ground', 'surface', 'raised', 'hover']
const text: readonly [Token, readonly Token[]][] = [
  ['text', [...grounds, 'accentSoft', 'goodSoft', 'warnSoft', 'badSoft', 'faint']],
  ['muted', [...grounds, 'accentSoft', 'warnSoft', 'badSoft']],
  ['accent', [...grounds, 'accentSoft']],
  ['good', ['ground', 'surface', 'hover', 'accentSoft', 'goodSoft']],
  ['warn', ['ground', 'surface', 'hover', 'accentSoft', 'warnSoft']],
  ['bad', ['ground', 'surface', 'hover', 'accentSoft', 'badSoft']],
  ['onAccent', ['accent', 'accentHover', 'accentPressed']],
  ['onAvatar', ['avatar']],
]
const marks: readonly [Token, readonly Token[]][] = [
  ['edge', ['ground', 'surface', 'raised']],
  ['accent', ['ground', 'surface', 'raised', 'accentSoft']],
]

describe.each([
  ['light', light],
  ['dark', dark],
])('%s', (_, palette) => {
  it.each(text)('%s is readable text on every ground it stands on', (front, backs) => {
    for (const back of backs)
      expect(contrast(palette[front], palette[back]), `${front} on ${back}`).toBeGreaterThanOrEqual(4.5)
  })
  it.each(marks)('%s is seen as an edge or a mark', (front, backs) => {
    for (const back of backs)
      expect(contrast(palette[front], palette[back]), `${front} on ${back}`).toBeGreaterThanOrEqual(3)
  })
})
