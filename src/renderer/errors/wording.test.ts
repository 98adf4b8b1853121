import { describe, expect, it } from 'vitest'
import { errorCodes, type ErrorFacts } from '#shared/ipc/errors'
import { tell, tellInOne, waitWords, type Place } from './wording'

const places: readonly Place[] = ['signIn', 'draft', 'directory', 'action', 'damage']
const now = Date.UTC(2026, 0, 1)
const full: ErrorFacts = {
  status: 503,
  retryAt: now + 20_000,
  words: 'Nope @ {all} | done',
  host: 'space.example',
  missing: ['PasswordSalt', 'SomethingNew'],
  salvaged: { drafts: 3, entries: 12, whole: false },
}

describe.each(errorCodes)('%s', (code) => {
  it.each([
    ['without facts', {}],
    ['with every fact', full],
  ])('has words for what happened, what is safe and what to do, %s', (_, facts) => {
    for (const place of places) {
      const { what, safe, todo } = tell({ code, facts }, place, now)
      for (const words of [what, safe, todo]) {
        expect(words).toMatch(/^(\p{Lu}|space\.example ).*[.”]$/u)
        expect(words).not.toMatch(/\p{Ll} The server/u)
        expect(words).not.toMatch(/errors\.|undefined|null|!|[Oo]ops/)
      }
      expect(`${what} ${todo}`.replace(full.words ?? '', '')).not.toMatch(/[{}|]/)
    }
  })
})

it('tells each code apart', () => {
  const told = errorCodes.map((code) => tellInOne({ code, facts: {} }, 'action', now))
  expect(new Set(told).size).toBe(errorCodes.length)
})

it('quotes the server as it spoke', () => {
  expect(tell({ code: 'refused', facts: full }, 'draft', now).what).toContain('“Nope @ {all} | done”')
})

it('names fields by their labels, and new ones by the name the server gave', () => {
  expect(tell({ code: 'blocked', facts: full }, 'draft', now).what).toContain('Password salt, SomethingNew')
})

it.each([
  [-5, '1 second'],
  [1, '1 second'],
  [19.2, '20 seconds'],
  [120, '120 seconds'],
  [121, '3 minutes'],
])('says a wait of %d seconds as %s', (seconds, words) => {
  expect(waitWords(now + seconds * 1000, now)).toBe(words)
})

describe('what is said of a damaged database', () => {
  const told = (drafts: number, entries: number, whole: boolean): string =>
    tellInOne({ code: 'database-salvaged', facts: { salvaged: { drafts, entries, whole } } }, 'damage')

  it('promises nothing that is not so', () => {
    // It once said that nothing was lost, and to open Usher again, which helped nobody.
    expect(told(3, 12, true)).toContain('Every draft was taken over (3)')
    expect(told(3, 12, false)).toContain('drafts, 3; entries of the journal, 12. Others may be missing.')
    expect(told(0, 0, false)).toContain('No draft could be read')
    for (const words of [told(3, 12, true), told(3, 12, false), told(0, 0, false)])
      expect(words).not.toMatch(/Nothing was lost|open it again/)
  })
})
