/** Runs every check, one after the other and all of them, and says at the end how many passed and failed. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { checkResult, endToEndResult, notRun, total, unitResult } from './results.ts'

const root = resolve(import.meta.dirname, '..')
const reports = mkdtempSync(join(tmpdir(), 'usher-test-'))
const unitReport = join(reports, 'unit.json')
const endToEndReport = join(root, 'test-results/results.json')
// Colours are for people; in a log they are noise.
const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined }
/** @type {import('node:child_process').ChildProcess | undefined} */
let running

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => {
    running?.kill(signal)
    process.exit(130)
  })

const lint = await step('lint', async () => checkResult('lint', await npm('lint')))
const types = await step('types', async () => checkResult('types', await npm('types')))
const unit = await step('unit', async () => {
  const code = await npm('unit', '--reporter=dot', '--reporter=json', `--outputFile.json=${unitReport}`)
  return unitResult(read(unitReport), code, root)
})
const build = await step('build', async () => checkResult('build', await npm('build', '--logLevel', 'warn')))
const endToEnd = await step('e2e', async () => {
  // Old bundles would answer for new sources.
  if (build.failures.length > 0) return notRun('the build failed')
  // A report of an earlier run must not be taken for this one's.
  rmSync(endToEndReport, { force: true })
  const code = await npm('e2e')
  return endToEndResult(read(endToEndReport), code)
})
rmSync(reports, { recursive: true, force: true })

console.log('\n── summary')
const results = [lint, types, unit, build, endToEnd]
for (const { name, passed, failures, seconds } of results) {
  const mark = failures.length === 0 ? '✓' : '✗'
  const runtime =
    name === 'e2e' ? `, in ${isElectron() ? 'Electron' : 'e2e/host, which stands in for Electron'}` : ''
  console.log(`${mark} ${name}: ${passed} passed, ${failures.length} failed (${seconds} s)${runtime}`)
  for (const failure of failures) console.log(`    ✗ ${failure}`)
}
const { line, ok } = total(results)
process.exitCode = ok ? 0 : 1
console.log(line)

/**
 * @param {string} name
 * @param {() => Promise<import('./results.ts').Result>} run
 */
async function step(name, run) {
  console.log(`\n── ${name}`)
  const began = performance.now()
  const result = await run()
  return { name, ...result, seconds: ((performance.now() - began) / 1000).toFixed(1) }
}

/**
 * Runs a script of package.json; what it says goes straight through.
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
function npm(script, ...args) {
  const command = ['npm', 'run', '--silent', script, ...(args.length > 0 ? ['--', ...args] : [])]
  // Electron needs a display, which a build server has not.
  if (script === 'e2e' && needsDisplay()) command.unshift('xvfb-run', '-a')
  return new Promise((done) => {
    const [program = '', ...rest] = command
    // On Windows npm is a batch file, which only a shell can run.
    running = spawn(program, rest, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' })
    running.once('error', (error) => {
      console.error(error.message)
      done(127)
    })
    running.once('close', (code) => done(code ?? 1))
  })
}

/** The rule of e2e/runtime.ts. */
function isElectron() {
  return (
    !process.env['ELECTRON_OVERRIDE_DIST_PATH'] && existsSync(join(root, 'node_modules/electron/path.txt'))
  )
}

function needsDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  return process.platform === 'linux' && isElectron() && !DISPLAY && !WAYLAND_DISPLAY
}

/** @param {string} file */
function read(file) {
  try {
    return /** @type {unknown} */ (JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
