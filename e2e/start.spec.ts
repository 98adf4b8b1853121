import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../src/main/database/driver'
import { openPerson, signedIn, draft } from './actions'
import { expect, test } from './fixtures'

test('a damaged database is put aside, never deleted, and Usher starts', async ({ usher }) => {
  const userData = mkdtempSync(join(tmpdir(), 'usher-profile-'))
  mkdirSync(userData, { recursive: true })
  const damage = 'this is no database, and long enough to be read as the header of one '.repeat(30)
  writeFileSync(join(userData, 'usher.sqlite'), damage)
  const { page } = await usher.launch({ userData })
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  const aside = readdirSync(userData).find((name) => name.includes('damaged'))
  expect(aside && readFileSync(join(userData, aside), 'utf8')).toBe(damage)
  // In the notice; it is read aloud from elsewhere.
  await expect(page.locator('.notice').getByText(/was damaged.*No draft could be read/)).toBeVisible()
  await expect(page.getByText(/Nothing was lost|Close Usher/)).toBeHidden()
})

test('damage in the people’s copy: the drafts are taken over, and so is the sign-in', async ({
  usher,
  space,
}) => {
  const running = await signedIn(usher, space)
  const editor = await openPerson(running.page, 'Grace Okonkwo')
  await draft(editor, 'Full name', 'Grace Okonkwo-Bell')
  await running.close()
  damagePages(join(running.userData, 'usher.sqlite'), 'people')
  await running.restart()
  await expect(running.page.getByText(/was damaged.*Every draft was taken over \(1\)/)).toBeVisible()
  await expect(running.page.getByRole('row', { name: /Grace Okonkwo-Bell/ })).toBeVisible()
})

/** Overwrites the page where a table begins. */
function damagePages(file: string, table: string): void {
  const connection = connect(file)
  // Usher may have left the newest pages in the log.
  connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const sql = 'SELECT rootpage FROM sqlite_schema WHERE name = ?'
  const page = Number(connection.prepare(sql).get(table)?.['rootpage'])
  connection.close()
  const bytes = readFileSync(file)
  const size = bytes.readUInt16BE(16)
  writeFileSync(file, bytes.fill(0xab, (page - 1) * size, page * size))
}

test('what is kept on this computer is readable by its owner alone', async ({ usher, space }) => {
  const running = await signedIn(usher, space)
  const editor = await openPerson(running.page, 'Grace Okonkwo')
  await draft(editor, 'Full name', 'Grace Okonkwo-Bell')
  const kept = readdirSync(running.userData).filter((name) => name.startsWith('usher.sqlite'))
  expect(kept.length).toBeGreaterThan(1)
  // Windows has no such modes; there the profile folder is the person's own.
  const wanted = process.platform === 'win32' ? /./ : /^600$/
  for (const name of [...kept, join('logs', 'usher.log')])
    expect((statSync(join(running.userData, name)).mode & 0o777).toString(8), name).toMatch(wanted)
})

test('what was drafted is on disk within the blink of a kill', async ({ usher, space }) => {
  const running = await signedIn(usher, space)
  const editor = await openPerson(running.page, 'Grace Okonkwo')
  // A name that what was searched for would not find.
  await draft(editor, 'Full name', 'Aya Bell')
  await running.kill()
  await running.restart()
  await expect(running.page.getByRole('row', { name: /Aya Bell/ })).toBeVisible()
})

test('starts from the local copy without a network, drafts and all', async ({ usher, space }) => {
  const running = await signedIn(usher, space)
  const editor = await openPerson(running.page, 'Grace Okonkwo')
  await draft(editor, 'Full name', 'Grace Okonkwo-Bell')
  await space.goOffline()
  await running.restart()
  const { page } = running
  await page.getByRole('row', { name: /Grace Okonkwo-Bell/ }).click()
  const again = page.getByRole('region', { name: /^Grace Okonkwo/ })
  await expect(again.getByLabel('Full name')).toHaveValue('Grace Okonkwo-Bell')
  await draft(again, 'Email', 'grace.o@northlight.example')
})

test('a second Usher on the same profile does not start', async ({ usher, keychainEnv }) => {
  const { launchUsher } = await import('./usher')
  const first = await usher.launch()
  await expect(first.page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  const second = launchUsher({ userData: first.userData, env: keychainEnv })
  await expect(second).rejects.toThrow()
  await expect(first.page.getByRole('button', { name: 'Sign in' })).toBeVisible()
})
