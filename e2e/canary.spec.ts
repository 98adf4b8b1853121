import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { sealedUserFields } from '../src/shared/records/user-fields'
import { draft, enterPortal, openPerson, openProfile, openReview, signedIn } from './actions'
import { expect, test } from './fixtures'

/**
 * Canaries in every place where a secret stands: they may reach the main process's memory and the server, and nothing
 * else.
 */
const canary = (name: string): string => `canary-${name}-5f1e9`

const ownPasswords = {
  'Current password': 'Canary-Old-9x!',
  'New password': 'Canary-New-2026!',
  'Repeat new password': 'Canary-New-2026!',
}

/** Remembers everything that main sends to the window: answers to calls, and events. */
async function recordIpc(app: ElectronApplication): Promise<() => Promise<string>> {
  await app.evaluate(({ BrowserWindow }) => {
    const seen: string[] = []
    Object.assign(globalThis, { seenByWindow: seen })
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!contents) throw new Error('no window')
    const send = contents.send.bind(contents)
    contents.send = (channel: string, ...args: unknown[]) => {
      seen.push(JSON.stringify([channel, args]))
      send(channel, ...args)
    }
  })
  return () =>
    app.evaluate(() => JSON.stringify((globalThis as unknown as { seenByWindow: string[] }).seenByWindow))
}

/** Every answer as the page gets it, through the bridge's own functions. */
async function askEverything(page: Page, id: number): Promise<string> {
  return page.evaluate(async (id) => {
    type Ask = (args: unknown) => Promise<unknown>
    const { calls } = (window as unknown as { usher: { calls: Readonly<Record<string, Ask>> } }).usher
    const sort = { field: 'FullName', descending: false }
    const asked: readonly (readonly [string, unknown])[] = [
      ...['app.info', 'session.state', 'directory.state'].map((channel) => [channel, undefined] as const),
      ...['lookups.get', 'drafts.list', 'sync.state', 'portal.state'].map(
        (channel) => [channel, undefined] as const,
      ),
      ['users.open', { id }],
      ['directory.find', { text: '', scope: 'everyone', sort, from: 0, count: 500 }],
      ['journal.list', { count: 500 }],
    ]
    const answers: unknown[] = []
    for (const [channel, args] of asked) answers.push(await calls[channel]?.(args))
    return JSON.stringify(answers)
  }, id)
}

function filesOf(folder: string): { path: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path) && statSync(path).isFile())
    .map((path) => ({ path, bytes: readFileSync(path) }))
}

test('secrets of records, tokens and passwords appear in no message, page, log, database or crash file', async ({
  usher,
  space,
}) => {
  const { id } = space.accounts.colleague
  const planted = Object.fromEntries(sealedUserFields.map((field) => [field.name, canary(field.name)]))
  space.edit(id, { ...planted, FutureSecret: canary('FutureSecret') })
  const running = await signedIn(usher, space)
  const { page, app } = running
  const sent = await recordIpc(app)

  const editor = await openPerson(page, 'Grace Okonkwo')
  await draft(editor, 'Full name', 'Grace O.')
  await editor.getByLabel('New password').fill('Canary-Password-9x!')
  await editor.getByRole('button', { name: 'Set password' }).click()
  await expect(editor.getByLabel('New password')).toHaveValue('')
  // The portal has a sign-in of its own, and says what it refuses with the value that was tried.
  await openProfile(page)
  const profile = await enterPortal(page, space.password)
  for (const [label, password] of Object.entries(ownPasswords))
    await profile.getByLabel(label, { exact: true }).fill(password)
  await profile.getByRole('button', { name: 'Change password' }).click()
  await expect(profile.getByText(/The portal refused this/)).toBeVisible()
  await draft(profile, 'Position', 'Joiner')
  // A conflict, a refusal and an applied change all keep their own traces.
  space.edit(id, { FullName: 'Gracie' })
  await openReview(page)
  await page.getByRole('button', { name: /^Keep mine/ }).click()
  space.fault({ kind: 'unsuccessful', message: 'No.', method: 'PUT' })
  await page.getByRole('button', { name: /^Apply/ }).click()
  await page.getByRole('button', { name: /^Try again/ }).click()
  await expect(page.getByRole('region', { name: 'Recently applied' }).getByText(/^Synced/)).toHaveCount(2)
  await app.evaluate(() => {
    process.emit('uncaughtException', new Error('a crash for the test: Bearer abc.def.ghi'))
  })

  // The values reached the server as they were: the test would otherwise prove nothing.
  expect(space.value(id)).toMatchObject({
    AccessToken: canary('AccessToken'),
    FutureSecret: canary('FutureSecret'),
  })
  const secrets = [...Object.values(planted), canary('FutureSecret'), 'Canary-Password-9x!', space.password]
  secrets.push(...Object.values(ownPasswords))
  const tokens = [...space.issuedTokens]
  expect(tokens.length).toBeGreaterThan(0)

  const seen =
    (await sent()) + (await askEverything(page, id)) + (await page.content()) + running.output.join('')
  for (const secret of [...secrets, ...tokens, ...space.secrets()]) expect(seen).not.toContain(secret)
  await running.close()
  const files = filesOf(running.userData)
  expect(files.some(({ path }) => path.endsWith('usher.sqlite'))).toBe(true)
  expect(files.some(({ path }) => /crash-.*\.txt$/.test(path))).toBe(true)
  for (const { path, bytes } of files)
    for (const secret of [...secrets, ...tokens, ...space.secrets(), 'abc.def.ghi'])
      expect(bytes.includes(secret), `${path} holds ${secret}`).toBe(false)
})
