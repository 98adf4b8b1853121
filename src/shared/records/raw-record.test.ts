import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatRaw, parseRaw } from './raw-record'

describe('a raw record', () => {
  it('keeps every value in the characters in which it came', () => {
    const text =
      '{"a":1.0,"b":9007199254740993,"c":"\\u00e9\\/","d":{"x":[1,2 ,3]},"e":-0,"f":1e3,"__proto__":{"admin":true}}'
    expect(formatRaw(parseRaw(text))).toBe(text)
  })

  it('lets the last of two equal names count, as JSON.parse does', () => {
    expect(parseRaw('{"a":1,"a":2}').get('a')).toBe('2')
  })

  it.each(['[1]', '1', 'null', '{"a":1,}', '{"a":1} x', '{/* */"a":1}', '', '<html>'])(
    'refuses %s',
    (text) => {
      expect(() => parseRaw(text)).toThrow(SyntaxError)
    },
  )

  it('goes through unchanged for any object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const text = JSON.stringify(object)
        expect(JSON.parse(formatRaw(parseRaw(text)))).toEqual(JSON.parse(text))
      }),
    )
  })
})
