import * as v from 'valibot'

/** What one step of script/test came to. */
export interface Result {
  readonly passed: number
  /** One line for each that did not pass; skipped and flaky ones are here too, and say so. */
  readonly failures: readonly string[]
}

/** A step that passes or fails as a whole. */
export function checkResult(name: string, exitCode: number): Result {
  return exitCode === 0
    ? { passed: 1, failures: [] }
    : { passed: 0, failures: [`${name} ended with ${exitCode}`] }
}

/** A step that did not run, which is no better than one that failed. */
export function notRun(why: string): Result {
  return { passed: 0, failures: [`not run: ${why}`] }
}

const Unit = v.object({
  testResults: v.array(
    v.object({
      name: v.string(),
      status: v.string(),
      message: v.optional(v.string(), ''),
      assertionResults: v.array(v.object({ fullName: v.string(), status: v.string() })),
    }),
  ),
})

/**
 * Sums up vitest's JSON report.
 * @param report the parsed file, or undefined when there is none
 * @param root left out of the names of files
 */
export function unitResult(report: unknown, exitCode: number, root = ''): Result {
  const parsed = v.safeParse(Unit, report)
  if (!parsed.success) return notRun(`vitest left no report and ended with ${exitCode}`)
  const tests = parsed.output.testResults.flatMap((file) => {
    const name = file.name.replace(root, '').replace(/^[\\/]/, '')
    // A file that could not even be loaded has no tests in it to fail.
    if (file.assertionResults.length === 0)
      return [{ name: `${name}: ${firstLine(file.message) || 'no tests'}`, status: 'failed' }]
    return file.assertionResults.map((test) => ({ name: `${name}: ${test.fullName}`, status: test.status }))
  })
  return sum(tests, 'passed', exitCode, 'vitest')
}

interface Suite {
  readonly title: string
  readonly suites: readonly Suite[]
  readonly specs: readonly { title: string; file: string; tests: readonly { status: string }[] }[]
}
const Suite: v.GenericSchema<unknown, Suite> = v.object({
  title: v.string(),
  suites: v.optional(v.array(v.lazy(() => Suite)), []),
  specs: v.optional(
    v.array(
      v.object({
        title: v.string(),
        file: v.string(),
        tests: v.array(v.object({ status: v.string() })),
      }),
    ),
    [],
  ),
})
const EndToEnd = v.object({
  suites: v.array(Suite),
  errors: v.optional(v.array(v.object({ message: v.optional(v.string(), 'no reason was given') })), []),
})

/**
 * Sums up Playwright's JSON report.
 * @param report the parsed file, or undefined when there is none
 */
export function endToEndResult(report: unknown, exitCode: number): Result {
  const parsed = v.safeParse(EndToEnd, report)
  if (!parsed.success) return notRun(`Playwright left no report and ended with ${exitCode}`)
  const tests = parsed.output.suites.flatMap((suite) => flatten(suite, []))
  const errors = parsed.output.errors.map(({ message }) => ({ name: firstLine(message), status: 'error' }))
  return sum([...tests, ...errors], 'expected', exitCode, 'Playwright')
}

function flatten(suite: Suite, above: readonly string[]): Test[] {
  const titles = [...above, suite.title]
  return [
    ...suite.specs.flatMap((spec) =>
      spec.tests.map(({ status }) => ({ name: [...titles, spec.title].join(' › '), status })),
    ),
    ...suite.suites.flatMap((inner) => flatten(inner, titles)),
  ]
}

interface Test {
  readonly name: string
  readonly status: string
}

/** What the reports call a failed test; any other status is told beside its name. */
const failed = ['failed', 'unexpected', 'error']

function sum(tests: readonly Test[], good: string, exitCode: number, runner: string): Result {
  const failures = tests
    .filter(({ status }) => status !== good)
    .map(({ name, status }) => (failed.includes(status) ? name : `${name} (${status})`))
  if (tests.length === 0) return notRun(`${runner} found no tests`)
  // An error outside of any test, such as a promise that nobody waited for.
  if (exitCode !== 0 && failures.length === 0) failures.push(`${runner} ended with ${exitCode}`)
  return { passed: tests.length - tests.filter(({ status }) => status !== good).length, failures }
}

/** The last line of script/test, and whether all is well. */
export function total(results: readonly Result[]): { line: string; ok: boolean } {
  const passed = results.reduce((sum, result) => sum + result.passed, 0)
  const failed = results.reduce((sum, result) => sum + result.failures.length, 0)
  return { line: `${passed} passed, ${failed} failed`, ok: failed === 0 && passed > 0 }
}

function firstLine(text: string): string {
  const plain = text.replace(/\u001b\[[0-9;]*m/g, '').trim()
  return plain.split('\n')[0]?.slice(0, 200) ?? ''
}
