/**
 * Usher's main job against the demo space, done by itself and checked at every step: find a person, change them, work
 * offline, start again, review, apply, and see it in the history. What it prints was seen to be so. Leaves pictures in
 * `tour/`. Ends with 0 when all of it held, and with 1 and the reason otherwise.
 */
import '../e2e/runtime'
import { resolve } from 'node:path'
import { expect as playwrightExpect, type Locator, type Page } from '@playwright/test'
import { launchUsher, removeProfile } from '../e2e/usher'
import { Guide, indent } from './tour-guide'

const root = resolve(import.meta.dirname, '..')

// Nothing here is about speed, and the first start on a slow machine takes its time.
const expect = playwrightExpect.configure({ timeout: 30_000 })

const person = 'Mara Duarte'
const newName = 'Mara Duarte-Lindqvist'
const flags = ['Identity checks', 'Purchases'] as const

// Playwright throws this where nobody can catch it.
process.once('unhandledRejection', notStarted)
const usher = await launchUsher({}).catch(notStarted)
process.off('unhandledRejection', notStarted)
const guide = new Guide(resolve(root, 'tour'), () => usher.page)
const page = (): Page => usher.page
const grid = (): Locator => page().getByRole('grid', { name: 'People' })
/** Named after the person as the server has them, so by either name. */
const editor = (): Locator => page().getByRole('region', { name: person })
const language = (): Locator => editor().getByLabel('Language', { exact: true })
const status = (): Locator => page().getByRole('contentinfo', { name: 'Status' })

try {
  await guide.begin(await usher.app.evaluate(({ app }) => app.getVersion()))

  await guide.step('Usher opens and asks who you are', async () => {
    await guide.fitWindow(usher.app)
    await expect(page().getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await expect(page().getByRole('button', { name: 'Try the demo space' })).toBeEnabled()
    await guide.picture('sign-in', 'both')
  })

  await guide.step('The demo space: made-up people on this computer', async () => {
    await page().getByRole('button', { name: 'Try the demo space' }).click()
    await expect(status()).toContainText('Online')
    await expect(grid()).toContainText(person)
    await expect(status()).toContainText('refreshed')
    const administrators = Number(await grid().getAttribute('aria-rowcount')) - 1
    await guide.picture('people', 'both')
    return `${administrators} administrators are listed`
  })

  await guide.step(`Search finds ${person}`, async () => {
    await page().getByLabel('Search people').fill('mara dua')
    await expect(grid()).toHaveAttribute('aria-rowcount', '2')
    await expect(grid().getByRole('row').nth(1)).toContainText(person)
    await guide.picture('search')
  })

  await guide.step('The person opens beside the list', async () => {
    await grid().getByRole('row').nth(1).click()
    await expect(editor().getByLabel('Full name')).toHaveValue(person)
    await guide.picture('person', 'both')
  })

  await guide.step(`A new name: ${newName}`, async () => {
    await editor().getByLabel('Full name').fill(newName)
    await savedHere()
    await expect(editor()).toContainText(`was “${person}”`)
    await guide.picture('name')
  })

  await guide.step('One more role', async () => {
    const role = await tickFirstFree('Roles')
    await savedHere()
    await guide.picture('role')
    return role
  })

  await guide.step('Another location', async () => {
    const location = await tickFirstFree('Locations')
    await savedHere()
    await guide.picture('location')
    return location
  })

  await guide.step('Two notifications', async () => {
    for (const flag of flags) {
      const box = editor().getByRole('checkbox', { name: flag, exact: true })
      const before = await box.isChecked()
      await box.click()
      await expect(box).toBeChecked({ checked: !before })
    }
    await savedHere()
    await expect(status()).toContainText('5 changes saved on this computer')
    await guide.picture('notifications')
    return '5 changes are saved on this computer, and nothing was sent'
  })

  await guide.step('Work offline', async () => {
    await page().getByRole('button', { name: 'Work offline' }).click()
    await expect(status()).toContainText('Working offline')
    await guide.picture('offline')
  })

  await guide.step('A change made offline is saved the same way', async () => {
    await language().selectOption({ label: 'Spanish' })
    await savedHere()
    await expect(status()).toContainText('6 changes saved on this computer')
    await guide.picture('offline-change')
  })

  await guide.step('Usher is closed and started again, still offline: every change is there', async () => {
    await usher.restart({ online: false })
    await guide.fitWindow(usher.app)
    await expect(status()).toContainText('6 changes saved on this computer')
    await open(newName)
    await expect(editor().getByLabel('Full name')).toHaveValue(newName)
    await expect(language().locator('option:checked')).toHaveText('Spanish')
    await savedHere()
    await guide.picture('started-again')
  })

  await guide.step('Online again', async () => {
    await goOnline()
    await expect(status()).toContainText('Online')
    await expect(status()).toContainText('6 changes saved on this computer')
    await guide.picture('online')
  })

  await guide.step('Review shows what will change, before anything is sent', async () => {
    await page().getByRole('navigation', { name: 'Main' }).getByText('Review').click()
    await expect(page().getByRole('heading', { name: 'Review' })).toBeVisible()
    const group = page().getByRole('region', { name: person })
    for (const words of [person, 'Roles', 'Locations', ...flags]) await expect(group).toContainText(words)
    await guide.picture('review', 'both')
  })

  await guide.step('Apply: sent, and checked on the server', async () => {
    await page()
      .getByRole('button', { name: /^Apply 6 changes/ })
      .click()
    await expect(page().getByText('Synced · Checked on the server')).toBeVisible()
    await expect(status()).toContainText('No changes waiting')
    await guide.picture('synced')
  })

  await guide.step('The history tells what was sent, and can take it back', async () => {
    const entry = page().getByRole('listitem').filter({ hasText: 'Checked on the server' })
    await expect(entry).toHaveCount(1)
    for (const words of [person, newName, 'Language', ...flags]) await expect(entry).toContainText(words)
    await expect(entry.getByRole('button', { name: /^Undo/ })).toBeEnabled()
    await guide.picture('history', 'dark')
  })

  await guide.step('The person now carries the new values', async () => {
    await page().getByRole('navigation', { name: 'Main' }).getByText('People').click()
    await open(newName)
    await expect(editor().getByLabel('Full name')).toHaveValue(newName)
    await expect(language().locator('option:checked')).toHaveText('Spanish')
    await expect(editor()).toContainText('No changes')
    await guide.picture('done')
  })

  guide.end()
} catch (error) {
  process.exitCode = 1
  await guide.fail(error, usher.output)
} finally {
  await usher.close()
  removeProfile(usher)
}

function notStarted(error: unknown): never {
  console.error(`✗ Usher did not start.\n${indent(error instanceof Error ? error.message : String(error))}`)
  console.error(
    '  To see why: npx electron . To try the stand-in: ELECTRON_OVERRIDE_DIST_PATH=e2e/host script/start',
  )
  process.exit(1)
}

async function savedHere(): Promise<void> {
  await expect(editor().getByRole('status').first()).toHaveText('Saved on this computer')
}

async function open(name: string): Promise<void> {
  await page().getByLabel('Search people').fill(name)
  await expect(grid()).toHaveAttribute('aria-rowcount', '2')
  await grid().getByRole('row').nth(1).click()
  await expect(editor().getByLabel('Full name')).toBeVisible()
}

/** @returns what was ticked */
async function tickFirstFree(group: 'Roles' | 'Locations'): Promise<string> {
  const box = editor()
    .getByRole('group', { name: group, exact: true })
    .getByRole('checkbox', { checked: false })
    .first()
  // Once it is ticked, ‘the first free one’ is another.
  const label = await box.locator('xpath=..').innerText()
  const name = label.split('\n')[0]?.trim() ?? ''
  await box.click()
  await expect(editor()).toContainText(`added ${name}`)
  return `added: ${label.split('\n').join(', ')}`
}

/** It started offline because it was told to, and comes back when told so. */
async function goOnline(): Promise<void> {
  const button = page().getByRole('button', { name: 'Work offline' })
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  await button.click()
  await expect(button).toHaveAttribute('aria-pressed', 'false')
}
