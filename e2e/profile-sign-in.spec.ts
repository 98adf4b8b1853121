import { apply, draft, enterPortal, openProfile, openReview, profileOf } from './actions'
import { expect, test } from './fixtures'

test('the portal’s sign-in ends by itself: drafts stay, editing goes on, and signing in again sends them', async ({
  usher,
  space,
}) => {
  const { page, editor, id } = await profileOf(usher, space)
  await draft(editor, 'Position', 'Joiner')
  space.revokeRefreshTokens()
  space.expireAccessTokens()
  await openReview(page)
  await openProfile(page)
  await expect(editor.getByText(/The portal ended your sign-in/)).toBeVisible()
  await draft(editor, 'Company name', 'Northlight Joinery')
  await editor.getByRole('button', { name: 'Sign in again' }).click()
  await page.getByLabel('Password', { exact: true }).fill(space.password)
  await page.getByRole('button', { name: 'Sign in to the portal' }).click()
  await expect(editor.getByText(/^2 changes · saved/)).toBeVisible()
  await expect(editor.getByText(/The portal ended your sign-in/)).toHaveCount(0)
  await apply(page)
  expect(space.profile(id)).toMatchObject({ Position: 'Joiner', CompanyName: 'Northlight Joinery' })
})

test('several profiles are listed, and each has its own record and draft', async ({ usher, space }) => {
  const { page, editor } = await profileOf(usher, space)
  const [first, second] = space.profiles(space.accounts.admin.id) as [number, number]
  await draft(editor, 'Position', 'Of the first')
  await editor.getByLabel('Profile', { exact: true }).selectOption(String(second))
  await expect(editor.getByLabel('Position')).not.toHaveValue('Of the first')
  await draft(editor, 'Position', 'Of the second')
  await apply(page)
  await expect
    .poll(() => [space.profile(first)['Position'], space.profile(second)['Position']])
    .toEqual([...['Of the first', 'Of the second']])
})

test('who is no customer there is told so, and another location can be tried', async ({ usher, space }) => {
  const { reader } = space.accounts
  const { page } = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
  await page.getByLabel('Space address').fill('northlight')
  await page.getByLabel('Email', { exact: true }).fill(reader.email)
  await page.getByLabel('Password', { exact: true }).fill(reader.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('grid', { name: 'People' })).toBeVisible()
  await openProfile(page)
  await page.getByLabel('Password', { exact: true }).fill(reader.password)
  await page.getByRole('button', { name: 'Sign in to the portal' }).click()
  await expect(page.getByText(/no customer profile at this location/)).toBeVisible()
  await page.getByRole('button', { name: 'Another location' }).click()
  await expect(page.getByLabel('Location address')).toBeVisible()
})

test('whoever leaves the space leaves the portal, and the next sign-in finds no profile open', async ({
  usher,
  space,
}) => {
  const { page, editor } = await profileOf(usher, space)
  await draft(editor, 'Position', 'Joiner')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByLabel('Password', { exact: true }).fill(space.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await openProfile(page)
  await expect(page.getByRole('button', { name: 'Sign in to the portal' })).toBeVisible()
  const again = await enterPortal(page, space.password)
  await expect(again.getByLabel('Position')).toHaveValue('Joiner')
})
