import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, test as base, type ElectronApplication, type JSHandle, type Page } from '@playwright/test'
import type { BrowserWindow } from 'electron'

export const FIXTURE = resolve(import.meta.dirname, '../fixture')

/** Outside Electron its package is the path of the executable that Playwright starts. */
export const executable = createRequire(import.meta.url)('electron') as string

/** Everything in these specs holds in Electron too, except what is asked under this condition. */
export const onHost = executable === resolve(import.meta.dirname, '../electron')

/** What the fixture's preload exposes and its page notes. */
export interface FixtureWindow {
  api: {
    nested: { list: number[] }
    platform: string
    increment: (value: number) => number
    fail: () => void
    later: (callback: (text: string) => void) => Promise<void>
    invoke: (channel: string, ...args: unknown[]) => Promise<unknown>
    send: (channel: string, ...args: unknown[]) => void
    sendSync: () => void
  }
  apiAtStart: string
  darkAtStart: boolean
  evalAtStart: string
  inlineRan?: boolean
}

/** What the fixture's main process notes. */
export interface Seen {
  opened: string[]
  prevented: string[]
  permissions: string[]
  gone: string[]
  note?: string
}

export interface Launched {
  app: ElectronApplication
  /** Of the main process. */
  pid: number
  page: Page
  browserWindow: JSHandle<BrowserWindow>
  userData: string
}

type Launch = (options?: { userData?: string; env?: Record<string, string> }) => Promise<Launched>

/** Playwright's test with a way to start the fixture; what a test leaves running or lying about is cleared away. */
export const test = base.extend<{ folder: () => string; launch: Launch }>({
  // Playwright reads the names of needed fixtures from the pattern, so it is there even when empty.
  folder: async ({}, use) => {
    const folders: string[] = []
    await use(() => {
      const folder = mkdtempSync(join(tmpdir(), 'host-spec-'))
      folders.push(folder)
      return folder
    })
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  launch: async ({ folder }, use) => {
    const launched: Launched[] = []
    await use(async ({ userData = folder(), env = {} } = {}) => {
      const app = await _electron.launch({
        args: [FIXTURE, `--user-data-dir=${userData}`],
        env: { ...(process.env as Record<string, string>), ...env },
        // Otherwise Playwright tells every page to prefer light, whatever the app's theme.
        colorScheme: null,
      })
      const page = await app.firstWindow()
      await page.getByRole('heading').waitFor()
      const browserWindow = (await app.browserWindow(page)) as JSHandle<BrowserWindow>
      launched.push({ app, pid: app.process().pid ?? 0, page, browserWindow, userData })
      return launched.at(-1) as Launched
    })
    // A test may have ended its app already.
    for (const { app, pid } of launched) if (isRunning(pid)) await app.close()
  },
})

export const seen = (app: ElectronApplication): Promise<Seen> =>
  app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)

/** Runs in the main process and gives the text of what it throws. */
export function failure(app: ElectronApplication, expression: string): Promise<string> {
  return app.evaluate(async (electron, code) => {
    try {
      // The code is the test's own; as text it may name what Electron's types do not know.
      // eslint-disable-next-line @typescript-eslint/no-implied-eval
      const run = new Function('electron', `return ${code}`) as (electron: unknown) => unknown
      await run(electron)
      return 'nothing was thrown'
    } catch (error) {
      return (error as Error).message
    }
  }, expression)
}

/** Every process there is, but for those that only wait to be counted out. */
export function processes(): { pid: number; parent: number }[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n')
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }))
}

export function isRunning(pid: number): boolean {
  return processes().some((each) => each.pid === pid)
}

/** Every process that was started, directly or not, by this one. */
export function descendants(pid: number): number[] {
  const all = processes()
  const collect = (of: number): number[] =>
    all.filter((each) => each.parent === of).flatMap((each) => [each.pid, ...collect(each.pid)])
  return collect(pid)
}
