import {
  apply,
  draft,
  endSignIns,
  enterPortal,
  fillSignIn,
  openProfile,
  openReview,
  portalForm,
  profileOf,
  sendPassword,
} from './actions'
import { expect, test } from './fixtures'

test('the portal’s sign-in ends by itself: drafts stay, editing goes on, and signing in again sends them', async ({
  usher,
  space,
}) => {
  const { page, editor, id } = await profileOf(usher, space)
  await draft(editor, 'Position', 'Joiner')
  endSignIns(space)
  await openReview(page)
  await openProfile(page)
  await expect(editor.getByText(/The portal ended your sign-in/)).toBeVisible()
  await draft(editor, 'Company name', 'Northlight Joinery')
  await editor.getByRole('button', { name: 'Sign in again' }).click()
  await sendPassword(page, space.password)
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
  await sendPassword(page, reader.password)
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

test('a location has an address of its own, and opens the profile that one has there', async ({
  usher,
  space,
}) => {
  const [, second] = space.portals
  const { page } = await usher.launch({ apiUrl: space.url })
  await fillSignIn(page, { address: second?.url, email: space.email, password: space.password })
  await page.getByRole('button', { name: 'Sign in' }).click()
  await openProfile(page)
  await expect(portalForm(page).getByText(second?.name ?? '')).toBeVisible()
  await expect(page.getByText(new URL(second?.url ?? '').host)).toBeVisible()
  await sendPassword(page, space.password)
  const editor = page.getByRole('region', { name: 'My profile', exact: true })
  await draft(editor, 'Position', 'At the second')
  await apply(page)
  const [, id = 0] = space.profiles(space.accounts.admin.id)
  expect(space.profile(id)).toMatchObject({
    Position: 'At the second',
    InvoicingBusinessId: second?.id,
  })
})

test('the portal asks for a one-time code, too', async ({ usher, space }) => {
  const { email, password, totp = '' } = space.accounts.twoFactor
  const { page } = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
  const code = page.getByLabel('One-time code')
  await fillSignIn(page, { email, password })
  await page.getByRole('button', { name: 'Sign in' }).click()
  await code.fill(totp)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await openProfile(page)
  await sendPassword(page, password)
  await expect(page.getByText(/two-factor authentication/)).toBeVisible()
  await expect(code).toBeFocused()
  await code.fill('000000')
  await page.getByRole('button', { name: 'Sign in to the portal' }).click()
  await expect(page.getByText(/did not accept this one-time code/)).toBeVisible()
  await code.fill(totp)
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Full name')).toBeVisible()
})

test('in the demo one’s profile is open at once, and again after signing out of it', async ({ usher }) => {
  const { page } = await usher.launch()
  await page.getByRole('button', { name: 'Try the demo space' }).click()
  await expect(page.getByRole('grid', { name: 'People' })).toBeVisible()
  await openProfile(page)
  const editor = page.getByRole('region', { name: 'My profile', exact: true })
  await draft(editor, 'Position', 'Joiner')
  await editor.getByRole('button', { name: 'Sign out of the portal' }).click()
  await page.getByRole('button', { name: 'Open the demo’s profile' }).click()
  await expect(editor.getByLabel('Position')).toHaveValue('Joiner')
})
