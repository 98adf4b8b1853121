import './runtime'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

export interface LaunchOptions {
  /** Asked instead of whatever address is typed. */
  readonly apiUrl?: string
  readonly portalUrl?: string
  /** The profile; a fresh one unless given. */
  readonly userData?: string
  /** False starts Usher in its offline mode. */
  readonly online?: boolean
  /** Added to the environment; undefined takes a name away. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** One running Usher with a profile of its own. */
export interface RunningUsher {
  readonly app: ElectronApplication
  readonly page: Page
  readonly userData: string
  /** Everything main and page wrote to their consoles. */
  readonly output: readonly string[]
  /** Ends it properly and starts it again on the same profile. */
  restart(options?: Pick<LaunchOptions, 'online'>): Promise<void>
  /** SIGKILL: nothing is flushed that was not on disk. */
  kill(): Promise<void>
  close(): Promise<void>
  /** Takes the computer's network away from the window, or gives it back. */
  setOnline(online: boolean): Promise<void>
}

const root = resolve(import.meta.dirname, '..')

export async function launchUsher(options: LaunchOptions): Promise<RunningUsher> {
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'usher-profile-'))
  const output: string[] = []
  const start = (online: boolean) => startOnce({ ...options, online }, userData, output)
  let running = await start(options.online ?? true)
  let open = true

  const close = async (): Promise<void> => {
    if (!open) return
    open = false
    await running.app.close()
  }
  return {
    get app() {
      return running.app
    },
    get page() {
      return running.page
    },
    userData,
    output,
    close,
    async restart({ online = true } = {}) {
      await close()
      running = await start(online)
      open = true
    },
    async kill() {
      if (!open) return
      open = false
      const { app } = running
      const gone = new Promise((done) => app.process().once('exit', done))
      app.process().kill('SIGKILL')
      await gone
    },
    async setOnline(online) {
      // Told while the page is still being loaded, the driver loses it with the page before: `navigator.onLine` stays true.
      await running.page.getByRole('main').first().waitFor()
      await running.app.context().setOffline(!online)
    },
  }
}

/** Removes a profile that a test is done with. */
export function removeProfile(usher: RunningUsher): void {
  rmSync(usher.userData, { recursive: true, force: true, maxRetries: 5 })
}

async function startOnce(
  { apiUrl, portalUrl, online, env }: LaunchOptions,
  userData: string,
  output: string[],
): Promise<{ app: ElectronApplication; page: Page }> {
  const app = await _electron.launch({
    cwd: root,
    // Playwright's own preference would compete with the system's.
    colorScheme: null,
    args: ['.', `--user-data-dir=${userData}`, ...(online === false ? ['--offline'] : [])],
    env: clean({ ...process.env, USHER_API_URL: apiUrl, USHER_PORTAL_URL: portalUrl, ...env }),
  })
  const collect = (data: Buffer): void => void output.push(data.toString())
  app.process().stdout?.on('data', collect)
  app.process().stderr?.on('data', collect)
  const page = await app.firstWindow()
  page.on('console', (message) => output.push(message.text()))
  page.on('pageerror', (error) => output.push(`pageerror ${error.message}`))
  return { app, page }
}

function clean(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
