import contract from '../contract/update-user.json' with { type: 'json' }
import { sealedUserFields } from '../src/shared/records/user-fields'
import { draft, openPerson, openReview, signedIn } from './actions'
import { expect, test } from './fixtures'

const person = 'Grace Okonkwo'

test('every field of the vendor’s page has its place, and sealed ones only their label', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const editor = await openPerson(page, person)
  for (const { name } of contract.fields)
    await expect(editor.locator(`[data-field="${name}"], [data-forms~="${name}"]`), name).toHaveCount(1)
  for (const { name } of sealedUserFields)
    await expect(
      editor.locator(`[data-field="${name}"]`).locator('input, select, textarea, button'),
    ).toHaveCount(0)
})

test('every editable field can be changed, and all of it arrives in one write', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const { id } = space.accounts.colleague
  const before = space.value(id)
  const editor = await openPerson(page, person)
  await draft(editor, 'Full name', 'Zoë <b>“Ünïcode”</b> 王 🎈')
  await draft(editor, 'Email', 'zoe@northlight.example')
  await editor.getByLabel('Language', { exact: true }).selectOption({ label: 'Spanish' })
  await editor.getByLabel('Preferred language').selectOption({ index: 2 })
  const switches = await editor.getByRole('switch').all()
  for (const one of switches) await one.click()
  const flags = await editor
    .locator('[data-field^="On"], [data-field^="Receive"]')
    .getByRole('checkbox')
    .all()
  expect(flags).toHaveLength(20)
  for (const flag of flags) await flag.click()
  await draft(editor, 'Picture address', 'https://pictures.example.com/zoe.jpg')
  const count = 4 + switches.length + flags.length + 1
  await expect(editor.getByText(new RegExp(`^${count} changes · saved`))).toBeVisible()

  await openReview(page)
  await page.getByRole('button', { name: /^Apply/ }).click()
  await expect(page.getByRole('region', { name: 'Recently applied' }).getByText(/^Synced/)).toBeVisible()
  const after = space.value(id)
  expect(after).toMatchObject({
    FullName: 'Zoë <b>“Ünïcode”</b> 王 🎈',
    Email: 'zoe@northlight.example',
    Language: 2,
    Active: before['Active'] !== true,
    IsAdmin: before['IsAdmin'] !== true,
    OnNewEmail: before['OnNewEmail'] !== true,
    PasswordSalt: before['PasswordSalt'],
    UserRoles: before['UserRoles'],
  })
  expect(after['AvatarFileName']).not.toBe(before['AvatarFileName'])
  expect(space.requests.filter((request) => request.method === 'PUT')).toHaveLength(1)
})

test('the pointer leaves the editor as it is, and its words can be selected', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const editor = await openPerson(page, person)
  const look = () =>
    editor.evaluate((element) => {
      const { backgroundColor, userSelect, contain } = getComputedStyle(element)
      return { backgroundColor, userSelect, contain }
    })
  await page.mouse.move(0, 0)
  const before = await look()
  await editor.hover()
  expect(await look()).toEqual(before)
  expect(before).toMatchObject({ userSelect: 'auto', contain: 'none' })
})

test('the picture is shown, removed, and its removal taken back', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const { id } = space.accounts.colleague
  const editor = await openPerson(page, person)
  await expect(editor.getByRole('img', { name: /Picture of/ })).toBeVisible()
  await editor.getByRole('button', { name: 'Remove picture' }).click()
  await expect(editor.getByText(/^1 change · saved/)).toBeVisible()
  await openReview(page)
  await page.getByRole('button', { name: /^Apply/ }).click()
  await expect(page.getByRole('region', { name: 'Recently applied' }).getByText(/^Synced/)).toBeVisible()
  expect(space.value(id)['AvatarFileName']).toBeNull()
})

test('a private or insecure picture address is named before anything is sent', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const editor = await openPerson(page, person)
  const address = editor.getByLabel('Picture address')
  for (const wrong of [
    'http://pictures.example.com/a.png',
    'https://localhost/a.png',
    'data:image/png;base64,AA',
  ]) {
    await address.fill(wrong)
    await address.blur()
    await expect(address).toHaveAttribute('aria-invalid', 'true')
  }
  await openReview(page)
  await expect(page.getByRole('button', { name: /^Apply/ })).toBeDisabled()
  expect(space.requests.some((request) => request.method === 'PUT')).toBe(false)
})

test('a password is sent at once, with the whole record, and works', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const { id } = space.accounts.colleague
  const before = space.record(id)
  const editor = await openPerson(page, person)
  await editor.getByLabel('New password').fill('N3w & better')
  await editor.getByRole('button', { name: 'Set password' }).click()
  await expect(editor.getByText('The new password is set.').first()).toBeVisible()
  const after = space.record(id)
  const moved = [...before.keys()].filter((name) => before.get(name) !== after.get(name))
  expect(moved.sort()).toEqual(
    ['Password', 'PasswordSalt', 'UpdatedBy', 'UpdatedOn'].filter((name) => moved.includes(name)),
  )
  expect(moved).toContain('Password')
})

test('a password cannot be set offline, and is not kept for later', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const editor = await openPerson(page, person)
  await page.getByRole('button', { name: 'Work offline' }).click()
  await editor.getByLabel('New password').fill('N3w & better')
  await expect(editor.getByRole('button', { name: 'Set password' })).toBeDisabled()
  await expect(editor.locator('[data-field="NewPassword"]').getByText(/Needs a connection/)).toBeVisible()
  await openReview(page)
  await expect(page.getByRole('heading', { name: 'Nothing to review' })).toBeVisible()
})

test('offline: who was read can be edited; who was not is explained', async ({ usher, space }) => {
  const running = await signedIn(usher, space)
  const { page } = running
  await page.getByRole('button', { name: 'Work offline' }).click()
  await page.getByText('Everyone', { exact: true }).click()
  await page.getByLabel('Search people').fill('lena@northlight.example')
  await page.getByRole('row', { name: /Lena Brandão/ }).click()
  await expect(page.getByText(/never read/).first()).toBeVisible()
})

test('an old copy is read anew, picture and all, once one is online again', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const { id } = space.accounts.colleague
  await expect
    .poll(() => space.requests.some((request) => request.path === `/api/sys/users/${id}`))
    .toBe(true)
  await page.getByRole('button', { name: 'Work offline' }).click()
  const editor = await openPerson(page, person)
  await expect(editor.getByText(/You are working offline/)).toBeVisible()
  await page.getByRole('button', { name: 'Work offline' }).click()
  await expect(editor.getByText(/This is the copy from/)).toBeHidden()
  await expect(editor.getByRole('img', { name: /Picture of/ })).toBeVisible()
})

test('administrators are read ahead: they can be edited offline without having been opened', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const { id } = space.accounts.colleague
  await expect
    .poll(() => space.requests.some((request) => request.path === `/api/sys/users/${id}`))
    .toBe(true)
  await page.getByRole('button', { name: 'Work offline' }).click()
  const editor = await openPerson(page, person)
  await draft(editor, 'Full name', 'Grace O.')
})

test('a change is reverted, and all are discarded and brought back, without a question', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const editor = await openPerson(page, person)
  await draft(editor, 'Full name', 'Grace O.')
  await editor.getByRole('button', { name: /^Revert/ }).click()
  await expect(editor.getByText(/^No changes/)).toBeVisible()
  await draft(editor, 'Full name', 'Grace P.')
  await editor.getByRole('button', { name: 'Discard' }).click()
  await expect(editor.getByLabel('Full name')).toHaveValue(person)
  await editor.getByRole('button', { name: 'Undo' }).click()
  await expect(editor.getByLabel('Full name')).toHaveValue('Grace P.')
})

test('words that cannot be saved stay in the field, and say so', async ({ usher, space }) => {
  const { page, app } = await signedIn(usher, space)
  const editor = await openPerson(page, person)
  await editor.getByLabel('Full name').fill('x'.repeat(10_001))
  await expect(editor.getByText(/Not saved/).first()).toBeVisible()
  await expect(editor.getByLabel('Full name')).toHaveValue('x'.repeat(10_001))
  expect(app.process().exitCode).toBeNull()
})
