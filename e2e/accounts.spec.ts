import { draft, openPerson, openReview, signedIn, signIn } from './actions'
import { expect, test } from './fixtures'

test('two people at one computer: each finds their own drafts, and nothing of the other’s', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const editor = await openPerson(page, 'Grace Okonkwo')
  await draft(editor, 'Full name', 'Grace Okonkwo-Bell')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await signIn(page, space.accounts.editor)
  await expect(page.getByRole('row', { name: /Grace Okonkwo/ })).toBeVisible()
  await expect(page.getByText('No changes waiting')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await signIn(page, space)
  await expect(page.getByRole('row', { name: /Grace Okonkwo-Bell/ })).toBeVisible()
  await openReview(page)
  await expect(
    page.getByRole('region', { name: 'Review' }).getByText('Grace Okonkwo-Bell').last(),
  ).toBeVisible()
})

test('signed out while a write is on its way: it is never finished in another person’s name', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const editor = await openPerson(page, 'Grace Okonkwo')
  await draft(editor, 'Full name', 'Grace Okonkwo-Bell')
  await openReview(page)
  // The reading before the write hangs while somebody else signs in.
  const { id } = space.accounts.colleague
  const hang = space.fault({ kind: 'hang', when: 'before', method: 'GET', path: `/api/sys/users/${id}` })
  await page.getByRole('button', { name: /^Apply/ }).click()
  await hang.hit
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByLabel('Email', { exact: true }).fill(space.accounts.editor.email)
  await page.getByLabel('Password', { exact: true }).fill(space.accounts.editor.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('region', { name: 'Account' }).getByText('Emeka Adeyemi')).toBeVisible()
  hang.release()
  await page.getByRole('navigation').getByText('People').click()
  await expect(page.getByRole('row', { name: /Grace Okonkwo/ })).toBeVisible()
  expect(space.requests.some((request) => request.method === 'PUT')).toBe(false)

  await page.getByRole('button', { name: 'Sign out' }).click()
  await signIn(page, space)
  await expect.poll(() => space.value(id)['FullName']).toBe('Grace Okonkwo-Bell')
  expect(space.value(id)['UpdatedBy']).toBe(space.email)
})
