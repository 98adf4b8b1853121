import { test as base } from '@playwright/test'
import { startSpace, type Space, type SpaceOptions } from '../src/space/space'
import { startKeyring } from './keyring'
import { launchUsher, removeProfile, type LaunchOptions, type RunningUsher } from './usher'

export { expect } from '@playwright/test'

interface Fixtures {
  /** How the test's own space is started; set with `test.use`. */
  readonly spaceOptions: SpaceOptions
  /** A space of the test's own. */
  readonly space: Space
  /** Launches isolated instances; they are ended and removed after the test. */
  readonly usher: { launch(options?: LaunchOptions): Promise<RunningUsher> }
}
interface WorkerFixtures {
  /** The environment of an unlocked keychain that is nobody's: a private one on Linux, the system's elsewhere. */
  readonly keychainEnv: Readonly<Record<string, string>>
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  spaceOptions: [{ users: 60 }, { option: true }],
  space: async ({ spaceOptions }, use) => {
    const space = await startSpace(spaceOptions)
    await use(space)
    await space.stop()
  },
  keychainEnv: [
    async ({}, use) => {
      if (process.platform !== 'linux') return use({})
      const keyring = await startKeyring()
      // Only the bus: where data lies stays the launched program's own matter.
      await use({ DBUS_SESSION_BUS_ADDRESS: keyring.env['DBUS_SESSION_BUS_ADDRESS'] ?? '' })
      await keyring.stop()
    },
    { scope: 'worker' },
  ],
  usher: async ({ keychainEnv }, use) => {
    const launched: RunningUsher[] = []
    await use({
      async launch(options = {}) {
        const usher = await launchUsher({ ...options, env: { ...keychainEnv, ...options.env } })
        launched.push(usher)
        return usher
      },
    })
    for (const usher of launched) {
      await usher.close()
      removeProfile(usher)
    }
  },
})
