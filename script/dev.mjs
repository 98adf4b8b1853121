/**
 * `npm run dev`: builds in watch mode, opens Usher, and opens it anew after every change.
 *
 * There is no hot replacement, on purpose: the window loads app://bundle from `out/`, under one content security policy,
 * in development as everywhere. electron-vite's own dev server would serve pages that nothing loads. What is typed into
 * Usher is on disk within a moment, so that starting anew takes nothing away.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { resolveConfig } from 'electron-vite'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '..')
const passedOn = process.argv.slice(2)
/** Changes come in flocks: an editor saves several files, one source is part of several bundles. */
const settle = 150

process.env['NODE_ENV_ELECTRON_VITE'] = 'development'
const { program, env } = findRuntime()

/** @type {import('node:child_process').ChildProcess | null} */
let usher = null
/** @type {Promise<void>} */
let starting = Promise.resolve()
/** @type {NodeJS.Timeout | undefined} */
let timer
/** Bundles that are being written now, or whose last build failed. */
const unready = new Set(['main', 'preload', 'renderer'])
let ending = false

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => void end(0))

const { config } = await resolveConfig({ root, logLevel: 'warn' }, 'build', 'development')
for (const target of /** @type {const} */ (['main', 'preload', 'renderer'])) await watch(target)

/** @param {'main' | 'preload' | 'renderer'} target */
async function watch(target) {
  const options = config?.[target]
  if (!options) throw new Error(`electron.vite.config.ts says nothing about ${target}`)
  const watcher = await build({ ...options, build: { ...options.build, watch: {}, minify: false } })
  if (!('on' in watcher)) throw new Error('vite does not watch')
  let failed = false
  watcher.on('event', (event) => {
    if (event.code === 'START') {
      failed = false
      unready.add(target)
    }
    // vite has said why; the end is told all the same.
    if (event.code === 'ERROR') failed = true
    if (event.code !== 'END') return
    if (failed) return console.error(`✗ ${target} could not be built; what is open stays as it was`)
    unready.delete(target)
    console.log(`✓ built ${target}`)
    clearTimeout(timer)
    timer = setTimeout(() => (starting = starting.then(start)), settle)
  })
}

/** Ends the Usher that runs and opens the new one, once all three bundles are whole. */
async function start() {
  if (unready.size > 0 || ending) return
  await stop()
  const opened = spawn(program, ['.', ...passedOn], { cwd: root, env, stdio: 'inherit' })
  usher = opened
  opened.once('exit', (code) => {
    // Closed by a person, not by us: that ends the work.
    if (usher === opened) void end(code ?? 1)
  })
}

async function stop() {
  const old = usher
  usher = null
  if (!old || old.exitCode !== null) return
  const gone = new Promise((done) => old.once('exit', done))
  old.kill()
  const impatient = setTimeout(() => old.kill('SIGKILL'), 5_000)
  await gone
  clearTimeout(impatient)
}

/** @param {number} code */
async function end(code) {
  if (ending) return
  ending = true
  await stop()
  process.exit(code)
}

/** Electron where its binary is installed; elsewhere the test host, which shows the same in a Chromium. */
function findRuntime() {
  const electron = join(root, 'node_modules/electron')
  const path = join(electron, 'path.txt')
  const env = { ...process.env }
  if (existsSync(path)) return { program: join(electron, 'dist', readFileSync(path, 'utf8')), env }
  const hasDisplay = process.platform !== 'linux' || env['DISPLAY'] || env['WAYLAND_DISPLAY']
  if (hasDisplay) env['USHER_HOST_HEADED'] = '1'
  console.log(
    `Electron’s binary is not installed (npx install-electron), so a Chromium stands in for it${hasDisplay ? '' : ', without a window because there is no display'}.`,
  )
  return { program: join(root, 'e2e/host/electron'), env }
}
