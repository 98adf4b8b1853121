import { rmSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { signIn } from '../e2e/actions'
import { startKeyring } from '../e2e/keyring'
import { launchUsher, type RunningUsher } from '../e2e/usher'
import { startSpace, type Space } from '../src/space/space'

/** A space, and an Usher that is signed in to it and has read all of its people. */
export interface World {
  readonly space: Space
  readonly usher: RunningUsher
  readonly page: Page
  /** What another launch needs to find the same keychain. */
  readonly env: Readonly<Record<string, string>>
}

interface Wanted {
  readonly users: number
  /** What happens between the window's opening and the sign-in. */
  readonly before?: (page: Page, usher: RunningUsher) => Promise<void>
}

/** Milliseconds for a whole job: nothing here waits for ever for a state that does not come. */
const patience = 600_000

/** Runs a job in a world of its own, and takes everything away afterwards. @throws when it takes too long */
export async function withWorld<T>({ users, before }: Wanted, job: (world: World) => Promise<T>): Promise<T> {
  const keyring = process.platform === 'linux' ? await startKeyring() : null
  const env: Record<string, string> = keyring
    ? { DBUS_SESSION_BUS_ADDRESS: keyring.env['DBUS_SESSION_BUS_ADDRESS'] ?? '' }
    : {}
  const space = await startSpace({ users })
  const usher = await launchUsher({ apiUrl: space.url, portalUrl: space.url, env })
  try {
    const { page } = usher
    await preparePage(page)
    await before?.(page, usher)
    await signIn(page, space)
    await inTime(filled(page, users))
    return await inTime(job({ space, usher, page, env }))
  } finally {
    await usher.close()
    rmSync(usher.userData, { recursive: true, force: true, maxRetries: 5 })
    await space.stop()
    await keyring?.stop()
  }
}

/** Runs a job with the profile that such an Usher leaves behind when it has been ended. */
export function withProfile<T>(
  wanted: Wanted,
  job: (profile: Pick<World, 'env'> & { readonly userData: string }) => Promise<T>,
): Promise<T> {
  return withWorld(wanted, async ({ usher, space, env }) => {
    await usher.close()
    await space.goOffline()
    return job({ userData: usher.userData, env })
  })
}

function inTime<T>(job: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${patience / 1_000} s`)), patience)
  })
  return Promise.race([job, late]).finally(() => clearTimeout(timer))
}

/** The compiler names functions by a helper that pages do not have. */
async function preparePage(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await page.evaluate('globalThis.__name = (named) => named')
}

/** Waits until the local copy is complete and nothing is being read. */
export function filled(page: Page, users: number): Promise<void> {
  return page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        const look = (state: { people: number; filling: boolean }): void => {
          if (state.people >= wanted && !state.filling) resolve()
        }
        window.usher.on('directory', look)
        void window.usher.calls['directory.state'](undefined).then((answer) => {
          if (answer.ok) look(answer.value)
        })
      }),
    users,
  )
}
