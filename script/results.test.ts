import { describe, expect, test } from 'vitest'
import { checkResult, endToEndResult, notRun, total, unitResult } from './results'

const file = (name: string, ...statuses: string[]) => ({
  name: `/here/${name}`,
  status: 'passed',
  assertionResults: statuses.map((status, index) => ({ fullName: `works ${index}`, status })),
})
const spec = (title: string, ...statuses: string[]) => ({
  title,
  file: 'a.spec.ts',
  tests: statuses.map((status) => ({ status })),
})

describe('a check', () => {
  test('passes or fails as one', () => {
    expect(checkResult('lint', 0)).toEqual({ passed: 1, failures: [] })
    expect(checkResult('lint', 2)).toEqual({ passed: 0, failures: ['lint ended with 2'] })
  })
})

describe('unit tests', () => {
  test('are counted one by one, and the failed ones named by file', () => {
    const report = { testResults: [file('a.test.ts', 'passed', 'failed'), file('b.test.ts', 'passed')] }
    expect(unitResult(report, 1, '/here')).toEqual({ passed: 2, failures: ['a.test.ts: works 1'] })
  })

  test.each(['skipped', 'pending', 'todo', 'disabled'])(
    'that are %s count as failed and say so',
    (status) => {
      expect(unitResult({ testResults: [file('a.test.ts', 'passed', status)] }, 0, '/here')).toEqual({
        passed: 1,
        failures: [`a.test.ts: works 1 (${status})`],
      })
    },
  )

  test('of a file that cannot be loaded count as one, with the reason', () => {
    const broken = {
      ...file('a.test.ts'),
      status: 'failed',
      message: '\u001b[31mCannot find x\u001b[39m\n  at y',
    }
    const report = { testResults: [broken, file('b.test.ts', 'passed')] }
    expect(unitResult(report, 1, '/here')).toEqual({ passed: 1, failures: ['a.test.ts: Cannot find x'] })
  })

  test('that all pass beside an error outside of them do not pass', () => {
    expect(unitResult({ testResults: [file('a.test.ts', 'passed')] }, 1).failures).toEqual([
      'vitest ended with 1',
    ])
  })

  test('that are not there, or left no report, fail', () => {
    expect(unitResult({ testResults: [] }, 0).failures).toHaveLength(1)
    expect(unitResult(undefined, 137).failures).toEqual(['not run: vitest left no report and ended with 137'])
  })
})

describe('end-to-end tests', () => {
  test('are found at any depth, and named with all their titles', () => {
    const inner = { title: 'offline', specs: [spec('keeps drafts', 'expected'), spec('waits', 'unexpected')] }
    const report = { suites: [{ title: 'a.spec.ts', specs: [spec('opens', 'expected')], suites: [inner] }] }
    expect(endToEndResult(report, 1)).toEqual({ passed: 2, failures: ['a.spec.ts › offline › waits'] })
  })

  test.each(['skipped', 'flaky'])('that are %s count as failed and say so', (status) => {
    const report = { suites: [{ title: 'a.spec.ts', specs: [spec('opens', status)] }] }
    expect(endToEndResult(report, 0)).toEqual({ passed: 0, failures: [`a.spec.ts › opens (${status})`] })
  })

  test('count in each project they run in', () => {
    const report = { suites: [{ title: 'a.spec.ts', specs: [spec('opens', 'expected', 'expected')] }] }
    expect(endToEndResult(report, 0).passed).toBe(2)
  })

  test('fail for an error outside of them', () => {
    const report = { suites: [], errors: [{ message: 'Error: no such module\n at z' }] }
    expect(endToEndResult(report, 1)).toEqual({ passed: 0, failures: ['Error: no such module'] })
  })

  test('that are not there, or left no report, fail', () => {
    expect(endToEndResult({ suites: [] }, 0).failures).toEqual(['not run: Playwright found no tests'])
    expect(endToEndResult('not a report', 0).failures).toHaveLength(1)
  })
})

describe('the total', () => {
  test('is one line, and good only when something passed and nothing failed', () => {
    const good = { passed: 3, failures: [] }
    expect(total([good, { passed: 1, failures: [] }])).toEqual({ line: '4 passed, 0 failed', ok: true })
    expect(total([good, notRun('the build failed')])).toEqual({ line: '3 passed, 1 failed', ok: false })
    expect(total([])).toEqual({ line: '0 passed, 0 failed', ok: false })
  })
})
