import { fork } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test as base } from '@playwright/test'
import { createKeychain, type Helper } from '../src/main/account/keychain/keychain'
import type { KeychainReply } from '../src/main/account/keychain/protocol'
import { startSpace, type Space } from '../src/space/space'
import { fillSignIn, openProfile, signIn } from './actions'
import { startKeyring, type Keyring } from './keyring'
import { launchUsher, removeProfile, type RunningUsher } from './usher'

/** keytar for real, against a Secret Service of the test's own (Linux; playwright.config.ts). */
const test = base.extend<{
  space: Space
  keyring: Keyring
  launch: (keyring: Keyring) => Promise<RunningUsher>
}>({
  space: async ({}, use) => {
    const space = await startSpace({ users: 20 })
    await use(space)
    await space.stop()
  },
  keyring: async ({}, use) => {
    const keyring = await startKeyring()
    await use(keyring)
    await keyring.stop()
  },
  launch: async ({ space }, use) => {
    const launched: RunningUsher[] = []
    await use(async (keyring) => {
      const env = { ...keyring.env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined }
      const usher = await launchUsher({ apiUrl: space.url, portalUrl: space.url, env })
      launched.push(usher)
      return usher
    })
    for (const usher of launched) {
      await usher.close()
      removeProfile(usher)
    }
  },
})

const grid = (usher: RunningUsher) => usher.page.getByRole('grid', { name: 'People' })

/** Whether any file of a folder holds one of the texts. */
function holds(folder: string, texts: readonly string[]): boolean {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path) && statSync(path).isFile())
    .some((path) => texts.some((text) => readFileSync(path).includes(text)))
}

test('stored, read after a restart, and gone after signing out', async ({ space, keyring, launch }) => {
  const usher = await launch(keyring)
  await signIn(usher.page, space)
  await usher.restart()
  await expect(grid(usher)).toBeVisible()
  expect(await entriesOf(keyring, space)).toEqual(['refresh', 'access'])
  await usher.page.getByRole('button', { name: 'Sign out' }).click()
  await expect(usher.page.getByRole('button', { name: 'Sign in' })).toBeVisible()

  await expect.poll(() => entriesOf(keyring, space)).toEqual([])
})

test('locked: said clearly; opens again after unlocking, without typing anything', async ({
  space,
  keyring,
  launch,
}) => {
  const usher = await launch(keyring)
  await signIn(usher.page, space)
  await usher.close()
  await keyring.lock()
  await usher.restart()
  await expect(usher.page.getByText('Your keychain is locked').first()).toBeVisible()
  await keyring.unlock()
  await usher.page.getByRole('button', { name: 'Try again' }).click()
  await expect(grid(usher)).toBeVisible()
})

test('locked while signing in: a session in memory on request, nothing in any file', async ({
  space,
  keyring,
  launch,
}) => {
  await keyring.lock()
  const usher = await launch(keyring)
  await fillSignIn(usher.page, space)
  await usher.page.getByRole('button', { name: 'Sign in' }).click()
  await expect(usher.page.getByText('Your keychain is locked').first()).toBeVisible()
  await expect(usher.page.getByLabel('Password', { exact: true })).toHaveValue(space.password)
  expect(space.issuedTokens).toEqual([])

  await usher.page.getByRole('button', { name: 'Continue without saving the sign-in' }).click()
  await expect(grid(usher)).toBeVisible()
  expect(space.issuedTokens.length).toBeGreaterThan(0)
  expect(holds(usher.userData, [...space.issuedTokens, space.password])).toBe(false)
  await usher.restart()
  await expect(usher.page.getByLabel('Email', { exact: true })).toHaveValue(space.email)
  await expect(usher.page.getByLabel('Password', { exact: true })).toHaveValue('')
})

test('locked at the portal’s sign-in: nothing is sent before one decides, and a session in memory is one', async ({
  space,
  keyring,
  launch,
}) => {
  const { page, userData } = await launch(keyring)
  await signIn(page, space)
  await keyring.lock()
  await openProfile(page)
  await page.getByLabel('Password', { exact: true }).fill(space.password)
  const before = space.issuedTokens.length
  await page.getByRole('button', { name: 'Sign in to the portal' }).click()
  await expect(page.getByRole('heading', { name: 'Your keychain is locked' })).toBeFocused()
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(space.password)
  expect(space.issuedTokens).toHaveLength(before)
  await page.getByRole('button', { name: 'Continue without saving the sign-in' }).click()
  await expect(
    page.getByRole('region', { name: 'My profile', exact: true }).getByLabel('Full name'),
  ).toBeVisible()
  expect(holds(userData, space.issuedTokens.slice(before))).toBe(false)
})

test('absent: says what to install', async ({ space, launch }) => {
  const nobody = await startKeyring({ service: false })
  const usher = await launch(nobody)
  await fillSignIn(usher.page, space)
  await usher.page.getByRole('button', { name: 'Sign in' }).click()
  await expect(usher.page.getByText('Usher cannot find a keychain').first()).toBeVisible()
  await expect(usher.page.getByText(/gnome-keyring/).first()).toBeVisible()
  await nobody.stop()
})

test('signed out while locked: says that the entry may still be there, and removes it once unlocked', async ({
  space,
  keyring,
  launch,
}) => {
  const usher = await launch(keyring)
  await signIn(usher.page, space)
  await keyring.lock()
  await usher.page.getByRole('button', { name: 'Sign out' }).click()
  await expect(usher.page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expect(usher.page.getByText('Your keychain is locked').first()).toBeVisible()
  const words = () => usher.page.getByText(/keychain may still hold the sign-in you left/)
  await expect(words()).toBeVisible()
  // Said until it is so no longer, by the next start too.
  await usher.restart()
  await expect(words()).toBeVisible()
  await keyring.unlock()
  expect(await entriesOf(keyring, space)).toEqual(['refresh', 'access'])
  await usher.page.getByRole('button', { name: 'Try again' }).click()
  await expect(words()).toBeHidden()
  expect(await entriesOf(keyring, space)).toEqual([])
})

test('a question that nobody answers: given up after its time, and nothing hangs', async ({ keyring }) => {
  const keychain = openKeychain(keyring, 1_500)
  await keychain.set('a', '1')
  keyring.freeze()
  await expect(keychain.get('a')).rejects.toMatchObject({ code: 'keychain-timeout' })
  keyring.thaw()
  expect(await keychain.get('a')).toBe('1')
  await keychain.delete('a')
  expect(await keychain.get('a')).toBeNull()
  keychain.close()
})

test('holds long and strange secrets, many at once', async ({ keyring }) => {
  const keychain = openKeychain(keyring)
  const secrets = Array.from({ length: 20 }, (_, n) => `${n} ${'ключ 🔑 "\\\n'.repeat(200)}`)
  await Promise.all(secrets.map((secret, n) => keychain.set(`entry ${n}`, secret)))
  expect(await Promise.all(secrets.map((_, n) => keychain.get(`entry ${n}`)))).toEqual(secrets)
  keychain.close()
})

/** Which entries of the space's own administrator the keychain holds. */
async function entriesOf(keyring: Keyring, space: Space): Promise<string[]> {
  const keychain = openKeychain(keyring)
  const key = `${space.url} user ${space.accounts.admin.id}`
  const names = ['refresh', 'access']
  const held = await Promise.all(names.map((name) => keychain.get(`${key} ${name}`)))
  keychain.close()
  return names.filter((_, n) => held[n] !== null)
}

/** The product's own helper bundle, without a window around it. */
function openKeychain(keyring: Keyring, timeout?: number): ReturnType<typeof createKeychain> {
  const start = (): Helper => {
    const cwd = mkdtempSync(join(tmpdir(), 'usher-helper-'))
    const child = fork(resolve(import.meta.dirname, 'keychain-parent-port.mjs'), {
      cwd,
      env: { ...process.env, ...keyring.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
    })
    child.once('exit', () => rmSync(cwd, { recursive: true, force: true }))
    return {
      postMessage: (message) => void child.send(message),
      onMessage: (listener) => void child.on('message', (reply) => listener(reply as KeychainReply)),
      onExit: (listener) => void child.on('exit', listener),
      kill: () => void child.kill('SIGKILL'),
    }
  }
  return createKeychain(start, timeout)
}
