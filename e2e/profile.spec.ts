import type { Locator } from '@playwright/test'
import contract from '../contract/update-profile.json' with { type: 'json' }
import {
  applied,
  apply,
  applyButton,
  draft,
  enterPortal,
  openProfile,
  openReview,
  patches,
  portalForm,
  profileOf,
  signedIn,
} from './actions'
import { expect, test } from './fixtures'

test('the location is seen before a password is typed, and every documented field has its place', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  await openProfile(page)
  await expect(page.getByRole('button', { name: 'Sign in to the portal' })).toBeVisible()
  await expect(portalForm(page).getByText('Northlight Canal Street')).toBeVisible()
  expect(space.requests.filter(({ path }) => path === '/api/token')).toHaveLength(1)
  const editor = await enterPortal(page, space.password)
  for (const section of ['Personal', 'Billing', 'Professional', 'Notifications', 'Password'])
    await expect(editor.getByRole('heading', { name: section, exact: true }), section).toHaveCount(1)
  for (const { name } of contract.fields)
    await expect(
      editor.locator(`[data-field="${name}"]`).locator('input, select, textarea, [role=switch]').first(),
      name,
    ).toBeVisible()
})

test('each of the forms is drafted, reviewed and applied, and only what differs is sent', async ({
  usher,
  space,
}) => {
  const { page, editor, id } = await profileOf(usher, space)
  const before = space.profile(id)
  await draft(editor, 'Full name', 'Zoë <b>Northlight</b>')
  await editor.getByLabel('Gender').selectOption({ label: 'Female' })
  await editor.getByLabel('Date of birth').fill('1990-06-15')
  await editor.getByLabel('Country', { exact: true }).selectOption({ index: 2 })
  await editor.getByLabel('Billing email').fill('invoices@northlight.example')
  await editor.getByLabel('Billing country').selectOption({ index: 3 })
  await editor.getByLabel('Company name').fill('Northlight Joinery')
  await editor.getByLabel('Position').fill('Joiner')
  await editor.getByLabel('Summary', { exact: true }).fill('I **build** things.')
  await editor.getByLabel('Website').fill('www.northlight.example')
  await editor.getByRole('switch', { name: 'Public profile' }).click()
  await editor.getByLabel('Tags').fill('oak, ash')
  await editor.getByLabel('Tags').press('Enter')
  await editor.getByLabel('LinkedIn').fill('@zoe')
  for (const label of ['Help-desk messages', 'Newsletter']) await editor.getByLabel(label).click()
  await expect(editor.getByText(/^15 changes · saved/)).toBeVisible()
  await openReview(page)
  await expect(
    page.getByRole('region', { name: 'Ada Northlight (my profile)' }).getByText('15 June 1990'),
  ).toBeVisible()
  await applyButton(page).click()
  await expect(applied(page).getByText(/^Synced/)).toBeVisible()
  expect(patches(space)).toHaveLength(1)
  expect(patches(space)[0]).toMatchObject({
    ...{ FullName: 'Zoë <b>Northlight</b>', Gender: '3', DateOfBirth: '1990-06-15' },
    ...{ BillingEmail: 'invoices@northlight.example', CompanyName: 'Northlight Joinery', Position: 'Joiner' },
    ...{ ProfileSummary: 'I **build** things.', ProfileWebsite: 'www.northlight.example', Linkedin: '@zoe' },
    ProfileIsPublic: before['ProfileIsPublic'] !== true,
    OnHelpDeskMsg: before['OnHelpDeskMsg'] !== true,
    SignUpToNewsletter: before['SignUpToNewsletter'] !== true,
  })
  expect(Object.keys(patches(space)[0] as object)).toHaveLength(15)
  expect(space.profile(id)).toMatchObject({
    Gender: 3,
    DateOfBirth: '1990-06-15T00:00:00Z',
    Address: before['Address'],
  })
})

test('billing details are copied from the personal ones, and can be taken back', async ({ usher, space }) => {
  const { editor } = await profileOf(usher, space)
  await editor.getByRole('button', { name: 'Copy from personal details' }).click()
  await expect(editor.getByText(/billing fields? changed/)).toBeVisible()
  await expect(editor.getByLabel('Billing email')).toHaveValue(space.email)
  await expect(editor.getByLabel('Billing address')).toHaveValue(
    await editor.getByLabel('Address', { exact: true }).inputValue(),
  )
  await expect(editor.getByText('Saved on this computer').first()).toBeVisible()
  await editor.getByRole('button', { name: 'Discard' }).click()
  await expect(editor.getByLabel('Billing email')).not.toHaveValue(space.email)
})

test('a summary is previewed without loading anything, and a suggestion is a draft only once it is used', async ({
  usher,
  space,
}) => {
  const { page, editor } = await profileOf(usher, space)
  await draft(editor, 'Position', 'Joiner')
  await apply(page)
  await openProfile(page)
  const summary = editor.getByLabel('Summary', { exact: true })
  await summary.fill(
    '## Hello\n\n<img src="https://tracker.example/x.png"> [a](javascript:alert(1)) **bold**',
  )
  await editor.getByRole('button', { name: 'Show preview' }).click()
  const preview = editor.getByRole('region', { name: 'Preview' })
  await expect(preview.getByText('bold')).toBeVisible()
  await expect(preview.locator('img, a, script')).toHaveCount(0)
  await editor.getByRole('button', { name: 'Suggest a summary' }).click()
  await expect(editor.getByRole('region', { name: 'Suggested summary' })).toBeVisible()
  await expect(summary).toHaveValue(/^## Hello/)
  await editor.getByRole('button', { name: 'Use this summary' }).click()
  await expect(summary).toHaveValue(/^## About/)
  await expect(editor.getByText(/^1 change · saved/)).toBeVisible()
})

test('slips are pointed at, kept, and keep the rest from being sent', async ({ usher, space }) => {
  const { page, editor } = await profileOf(usher, space)
  await editor.getByLabel('Website').fill('javascript:alert(1)')
  await editor.getByLabel('GitHub').fill('not a name')
  await editor.getByLabel('Billing email').fill('nobody')
  await editor.getByLabel('Full name').fill('')
  await editor.getByLabel('Nickname').focus()
  await expect(editor.getByText(/not a web address/)).toBeVisible()
  await expect(editor.getByText(/neither a name nor a web address/)).toBeVisible()
  await expect(editor.getByText(/not look like an email/)).toBeVisible()
  await expect(editor.getByText(/Full name is needed/)).toBeVisible()
  await openReview(page)
  await expect(applyButton(page)).toBeDisabled()
  expect(patches(space)).toEqual([])
})

test('a change on both sides is a conflict that a person decides, and what was applied can be undone', async ({
  usher,
  space,
}) => {
  const { page, editor, id } = await profileOf(usher, space)
  await draft(editor, 'Company name', 'Mine')
  space.editProfile(id, { CompanyName: 'Theirs' })
  await openReview(page)
  await page.getByRole('button', { name: /^Compare/ }).click()
  await expect(
    page.getByRole('heading', { name: 'Company name of Ada Northlight (my profile)' }),
  ).toBeVisible()
  await expect(page.getByText(/saved last by grace@northlight.example, .* does not tell who/)).toBeVisible()
  await page.getByText('Keep mine', { exact: true }).click()
  await page.getByRole('button', { name: 'Decide', exact: true }).click()
  await apply(page)
  await expect.poll(() => space.profile(id)['CompanyName']).toBe('Mine')
  await applied(page).getByRole('button', { name: 'Undo' }).first().click()
  await apply(page)
  await expect.poll(() => space.profile(id)['CompanyName']).toBe('Theirs')
})

test('a refusal in the envelope of a 200 is no success, and an unknown country is named at its field', async ({
  usher,
  space,
}) => {
  const { page, editor, id } = await profileOf(usher, space)
  space.fault({ kind: 'unsuccessful', message: 'Not on a Monday.', method: 'PATCH' })
  await draft(editor, 'Position', 'Joiner')
  await openReview(page)
  await applyButton(page).click()
  await expect(page.getByText(/Not on a Monday/).first()).toBeVisible()
  expect(space.profile(id)['Position']).not.toBe('Joiner')
  await openProfile(page)
  await editor.getByRole('button', { name: 'Discard' }).click()
  // A country that the server has closed since its list was read.
  await page.evaluate(async (id) => {
    type Call = (
      args: unknown,
    ) => Promise<{ ok: boolean; value: { session: { account: { account: number } } } }>
    const { calls } = (window as unknown as { usher: { calls: Readonly<Record<string, Call>> } }).usher
    const portal = await calls['portal.state']?.(undefined)
    const account = portal?.value.session.account.account
    await calls['drafts.edit']?.({ account, id: -id, field: 'CountryId', base: 1, mine: 99_999 })
  }, id)
  await openReview(page)
  await page.getByRole('button', { name: /^Keep mine/ }).click()
  await applyButton(page).click()
  await openProfile(page)
  await expect(editor.locator('[data-field="CountryId"]').getByText(/The server refused this/)).toBeVisible()
})

test('a password needs the old one, twice the new one, and goes out at once and alone', async ({
  usher,
  space,
}) => {
  const { running, page, editor } = await profileOf(usher, space)
  const [old, fresh, again] = ['Current password', 'New password', 'Repeat new password'].map((label) =>
    editor.getByLabel(label, { exact: true }),
  ) as [Locator, Locator, Locator]
  const send = editor.getByRole('button', { name: 'Change password' })
  for (const label of ['Current password', 'New password', 'Repeat new password'])
    await expect(editor.getByRole('button', { name: `Show characters: ${label}`, exact: true })).toHaveCount(
      1,
    )
  await send.click()
  await expect(editor.getByText('Current password is needed.')).toBeVisible()
  await old.fill('Wrong-Night-1!')
  await fresh.fill('Another-Night-2026!')
  await again.fill('Another-Night-2027!')
  await send.click()
  await expect(editor.getByText('The two new passwords are not the same.')).toBeVisible()
  expect(patches(space)).toEqual([])
  await again.fill('Another-Night-2026!')
  await send.click()
  await expect(
    editor.locator('[data-field="OldPassword"]').getByText(/The portal refused this/),
  ).toBeVisible()
  await expect(old).toBeFocused()
  await old.fill(space.password)
  await send.click()
  await expect(editor.getByText('Your password is changed.')).toBeVisible()
  for (const field of [old, fresh, again]) await expect(field).toHaveValue('')
  expect(Object.keys(patches(space).at(-1) as object)).toEqual([
    'OldPassword',
    'NewPassword',
    'RepeatNewPassword',
  ])
  await expect(page.getByText('No changes waiting')).toBeVisible()
  expect(running.output.join('')).not.toContain('Another-Night')
})
