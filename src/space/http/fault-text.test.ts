import { describe, expect, it } from 'vitest'
import type { FaultRule } from './fault'
import { faultGrammar, faultProblem, readFault } from './fault-text'

describe('a fault in words', () => {
  it.each<[string, FaultRule]>([
    [
      'PUT /api/sys/users reset-after 0.1',
      { method: 'PUT', path: '/api/sys/users', kind: 'reset', when: 'after', chance: 0.1, times: Infinity },
    ],
    ['html', { kind: 'html', times: Infinity }],
    ['GET 429=30 x2', { method: 'GET', kind: 'status', status: 429, retryAfter: 30, times: 2 }],
    ['/login/me 503', { path: '/login/me', kind: 'status', status: 503, times: Infinity }],
    ['unsuccessful +3 x1', { kind: 'unsuccessful', skip: 3, times: 1 }],
    ['wait=200', { kind: 'wait', milliseconds: 200, upTo: 200, times: Infinity }],
    ['wait=200..900 .5', { kind: 'wait', milliseconds: 200, upTo: 900, chance: 0.5, times: Infinity }],
    ['drop=PasswordSalt,Language', { kind: 'drop', fields: ['PasswordSalt', 'Language'], times: Infinity }],
    ['edit-before 1', { kind: 'edit', when: 'before', chance: 1, times: Infinity }],
    ['  remove-after   x1 ', { kind: 'remove', when: 'after', times: 1 }],
  ])('%s', (text, rule) => {
    expect(readFault(text)).toEqual(rule)
    expect(faultProblem(text)).toBe('')
  })

  it.each([
    ['', 'no kind of fault'],
    ['PUT', 'no kind of fault'],
    ['reset', 'no kind of fault'],
    ['html-before', 'no kind of fault'],
    ['418', 'no kind of fault'],
    ['429=soon', 'no kind of fault'],
    ['wait', 'no kind of fault'],
    ['drop=', 'no kind of fault'],
    ['html 2', '‘2’ in ‘html 2’'],
    ['html 0.1 often', '‘often’ in'],
  ])('%j is none', (text, problem) => {
    expect(faultProblem(text)).toContain(problem)
    expect(() => readFault(text)).toThrow(problem)
  })

  it('names every kind it reads in the help', () => {
    for (const kind of ['reset', 'hang', 'edit', 'touch', 'insert', 'remove'])
      for (const when of ['before', 'after']) {
        expect(faultProblem(`${kind}-${when}`)).toBe('')
        expect(faultGrammar).toContain(`${kind}-${when}`)
      }
  })
})
