/**
 * Makes sure that Electron's binary is there: ends with 0 when it is, and with 1 after one plain sentence when it is
 * not. npm brings only Electron's package; its binary is a download of its own, which some networks do not allow.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const electron = join(root, 'node_modules/electron')
/** Remembers a failure, so that not every start waits for the same one. */
const failed = join(root, 'node_modules/.usher-no-electron')
const tryAgainAfter = 24 * 3_600_000
const answerWithin = 3_000

const isThere = () => {
  const path = join(electron, 'path.txt')
  return existsSync(path) && existsSync(join(electron, 'dist', readFileSync(path, 'utf8')))
}
const age = (file) => Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)

if (isThere()) process.exit(0)
if (age(failed) < tryAgainAfter) {
  console.log(`! ${readFileSync(failed, 'utf8').trim()} To try again now: npx install-electron`)
  process.exit(1)
}

const began = performance.now()
const problem = await install()
const seconds = ((performance.now() - began) / 1000).toFixed(1)
if (problem === null && isThere()) {
  rmSync(failed, { force: true })
  console.log(`✓ Downloaded Electron’s binary (${seconds} s)`)
} else {
  const sentence = `Electron’s binary could not be downloaded (${problem ?? 'it is incomplete'}), so an installed Chromium stands in for it.`
  writeFileSync(failed, `${sentence}\n`)
  console.log(`! ${sentence} (${seconds} s)`)
  // At once: the question whether the server answers may still be open.
  process.exit(1)
}

/** Electron's own installer. @returns what went wrong, or null */
async function install() {
  const child = spawn(process.execPath, [join(electron, 'install.js')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (data) => (said += data))
  const ended = new Promise((done) => child.once('close', done))
  // It would wait for minutes where a network swallows what it may not carry. A binary that was downloaded before needs
  // no network, so it gets some time even then, and all it wants once it unpacks.
  const givenUp = whenUnreachable().then(async (is) => {
    if (!is) return false
    await Promise.race([ended, new Promise((done) => setTimeout(done, answerWithin))])
    return child.exitCode === null && !existsSync(join(electron, 'dist')) && child.kill()
  })
  const code = await ended
  if (code === 0) return null
  if (code === null && (await givenUp)) return 'its server does not answer'
  return /ENOTFOUND|EAI_AGAIN|fetch failed/.test(said) ? 'its server cannot be reached' : lastWords(said)
}

/** Asks whatever server the binary comes from for any answer at all. */
async function whenUnreachable() {
  const { env } = process
  const mirror = env['npm_config_electron_mirror'] ?? env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/'
  try {
    await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(answerWithin) })
    return false
  } catch {
    return true
  }
}

function lastWords(text) {
  const line = text.split('\n').find((each) => /error/i.test(each))
  return line?.trim().slice(0, 200) ?? 'no reason was given'
}
