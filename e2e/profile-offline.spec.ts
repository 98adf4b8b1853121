import type { Page } from '@playwright/test'
import { startSpace } from '../src/space/space'
import {
  applied,
  applyButton,
  draft,
  endSignIns,
  enterPortal,
  group,
  openPerson,
  openProfile,
  openReview,
  patches,
  profileOf,
  sendPassword,
  signIn,
  status,
} from './actions'
import { expect, test } from './fixtures'

const mine = 'Ada Northlight (my profile)'
const synced = (page: Page) => applied(page).getByText(/^Synced/)

test('each form is drafted offline, survives a restart, and is sent when the network is back', async ({
  usher,
  space,
}) => {
  const { running, editor, id } = await profileOf(usher, space)
  const before = space.profile(id)
  await running.page.getByRole('button', { name: 'Work offline' }).click()
  await draft(editor, 'Full name', 'Ada Offline')
  await draft(editor, 'Billing name', 'Northlight Ltd')
  await draft(editor, 'Company name', 'Drafted offline')
  await editor.getByLabel('Newsletter').click()
  await expect(editor.getByText(/^4 changes · saved/)).toBeVisible()
  await expect(editor.getByText(/a password is never kept to be sent later/)).toBeVisible()
  await expect(editor.getByRole('button', { name: 'Change password' })).toBeDisabled()
  await running.restart({ online: false })
  const { page } = running
  await openProfile(page)
  await expect(page.getByLabel('Company name')).toHaveValue('Drafted offline')
  await openReview(page)
  await applyButton(page).click()
  await expect(group(page, mine).getByText('Offline', { exact: true })).toBeVisible()
  expect(patches(space)).toEqual([])
  await page.getByRole('button', { name: 'Work offline' }).click()
  await expect(synced(page)).toBeVisible()
  expect(patches(space)).toEqual([
    {
      ...{ FullName: 'Ada Offline', BillingName: 'Northlight Ltd', CompanyName: 'Drafted offline' },
      SignUpToNewsletter: before['SignUpToNewsletter'] !== true,
    },
  ])
  expect(space.profile(id)).toMatchObject(patches(space)[0] as Record<string, unknown>)
})

test('space and portal are away each by itself, and each draft tells of its own', async ({
  usher,
  space,
}) => {
  const portal = await startSpace({ users: 60 })
  try {
    const { page } = await usher.launch({ apiUrl: space.url, portalUrl: portal.url })
    await signIn(page, space)
    const [id = 0] = portal.profiles(portal.accounts.admin.id)
    const { colleague } = space.accounts
    const name = (): string => String(space.value(colleague.id)['FullName'])
    const editor = await enterPortal(page, portal.password)
    const draftBoth = async (text: string): Promise<void> => {
      await openProfile(page)
      await draft(editor, 'Position', text)
      await page.getByRole('navigation').getByText('People').click()
      await draft(await openPerson(page, name()), 'Full name', text)
      await openReview(page)
    }

    await draftBoth('Grace One')
    await portal.goOffline()
    await applyButton(page).click()
    await expect(group(page, mine).getByText('Offline', { exact: true })).toBeVisible()
    await expect(status(page).getByText('Online, portal offline')).toBeVisible()
    await expect(synced(page)).toHaveCount(1)
    expect(name()).toBe('Grace One')
    await portal.goOnline()
    await expect.poll(() => portal.profile(id)['Position'], { timeout: 30_000 }).toBe('Grace One')
    await expect(status(page).getByText('Online', { exact: true })).toBeVisible()

    await draftBoth('Grace Two')
    await space.goOffline()
    await applyButton(page).click()
    await expect(group(page, 'Grace One').getByText('Offline', { exact: true })).toBeVisible()
    await expect(status(page).getByText('Space offline')).toBeVisible()
    await expect.poll(() => portal.profile(id)['Position']).toBe('Grace Two')
    await space.goOnline()
    await expect.poll(name, { timeout: 30_000 }).toBe('Grace Two')
  } finally {
    await portal.stop()
  }
})

test('what was applied waits for a sign-in that the portal has ended, and says so', async ({
  usher,
  space,
}) => {
  const { page, editor, id } = await profileOf(usher, space)
  await draft(editor, 'Position', 'Joiner')
  endSignIns(space)
  await openReview(page)
  await expect(status(page).getByText('Online, portal sign-in ended')).toBeVisible()
  await expect(page.getByText(/wait here until you have signed in to it again/)).toBeVisible()
  await applyButton(page).click()
  await expect(group(page, mine).getByText('Waits for your sign-in')).toBeVisible()
  expect(patches(space)).toEqual([])
  await openProfile(page)
  await editor.getByRole('button', { name: 'Sign in again' }).click()
  await sendPassword(page, space.password)
  await expect.poll(() => space.profile(id)['Position']).toBe('Joiner')
})
