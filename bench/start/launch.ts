import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { electronPath } from '../runtime'

/** What is started, and how it is known to be there. */
export interface Launch {
  /** The app's folder. */
  readonly app: string
  /** The profile; a fresh one, removed afterwards, unless given. */
  readonly userData?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** An expression that is true in the page as soon as what is waited for is in its document. */
  readonly ready: string
}

/** Moments of one start, milliseconds since 1970 by the clocks of the process and of the page. */
export interface Moments {
  /** Before the process was made. */
  readonly spawned: number
  /** Before main's bundle began to run. */
  readonly main: number
  /** The runtime told the app that it is ready. */
  readonly ready: number
  /** The window was made. */
  readonly window: number
  /** The page's script began to run. */
  readonly script: number
  /** What was waited for is in the document. */
  readonly dom: number
  /** The first frame with it has been drawn. */
  readonly painted: number
}

const patience = 60_000
const hook = join(import.meta.dirname, 'hook.cjs')

/** Starts an app without a test driver in between, waits until its page is ready, and ends it. @throws when it fails */
export async function launch({ app, userData, args = [], env = {}, ready }: Launch): Promise<Moments> {
  const profile = userData ?? mkdtempSync(join(tmpdir(), 'usher-bench-start-'))
  const spawned = performance.timeOrigin + performance.now()
  const given = ['-r', hook, ...asRoot(), app, `--user-data-dir=${profile}`, ...args]
  const child = spawn(electronPath(), given, {
    env: { ...process.env, ...env, USHER_BENCH_READY: ready },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const timer = setTimeout(() => child.kill('SIGKILL'), patience)
  try {
    await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
  } finally {
    clearTimeout(timer)
    if (!userData) rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  const line = /^usher-bench (.*)$/m.exec(told)?.[1]
  if (!line) throw new Error(`${app} was not ready within ${patience} ms:\n${said.slice(-2_000)}`)
  return { spawned, ...(JSON.parse(line) as Omit<Moments, 'spawned'>) }
}

/** Chromium has no sandbox for root, and Electron does not start without being told so. */
function asRoot(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}
