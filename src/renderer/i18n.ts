import { createI18n } from 'vue-i18n'
import enGB from './locales/en-GB'

export const locale = 'en-GB'

export type Words = typeof enGB
type Paths<T> = {
  [K in keyof T & (string | number)]: T[K] extends string ? `${K}` : `${K}.${Paths<T[K]>}`
}[keyof T & (string | number)]

/** Every key of the catalogue. */
export type WordKey = Paths<Words>
/** What a message may name between braces. */
export type Facts = Readonly<Record<string, string | number>>

declare module 'vue-i18n' {
  // An interface is what the library merges with, and it may not be empty.
  export interface DefineLocaleMessage extends Words {
    readonly _?: never
  }
}

export const i18n = createI18n({
  legacy: false,
  locale,
  fallbackLocale: locale,
  messages: { [locale]: enGB },
})

const numbers = new Intl.NumberFormat(locale)

/** Messages without facts are the same each time, and a grid asks for hundreds of them at every scroll. */
const plain = new Map<WordKey, string>()
let plainIn = ''

/** The words of a key, in the person's language. */
export function t(key: WordKey, facts?: Facts): string {
  if (facts) return i18n.global.t(key, facts)
  if (plainIn !== i18n.global.locale.value) {
    plain.clear()
    plainIn = i18n.global.locale.value
  }
  let words = plain.get(key)
  if (words === undefined) plain.set(key, (words = i18n.global.t(key)))
  return words
}

/** The words of a key that counts: the message's forms are told apart by `count`, and `{n}` is the count, grouped. */
export function tn(key: WordKey, count: number, facts: Facts = {}): string {
  return i18n.global.t(key, { n: numbers.format(count), count, ...facts }, count)
}

/** For keys made from data, such as a field the vendor has added since. */
export function tMaybe(key: string, facts: Facts = {}): string | null {
  return i18n.global.te(key) ? i18n.global.t(key, facts) : null
}

/** A whole number with its thousands grouped. */
export function number(value: number): string {
  return numbers.format(value)
}
