import {
  applied,
  applyButton,
  draftMany,
  group,
  openPerson,
  openReview,
  signedIn,
  status,
  turned,
} from './actions'
import { expect, test } from './fixtures'

test('conflicts are decided one by one, beside who changed what', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const { colleague, editor, twoFactor } = space.accounts
  const { id } = colleague
  const language = (not: number[]) => [1, 2, 3].find((one) => !not.includes(one)) ?? 1
  const now = Number(space.value(id)['Language'])
  const mine = language([now])
  await draftMany(page, space, [
    { id, field: 'FullName', mine: 'Grace O.' },
    { id, field: 'Language', mine },
    { id: twoFactor.id, field: 'FullName', mine: 'Tove L.' },
  ])
  space.edit(id, { FullName: 'Gracie Okonkwo', Language: language([now, mine]) }, editor.email)
  space.edit(twoFactor.id, { FullName: 'Tove Lind' }, editor.email)
  await openReview(page)
  await status(page).getByRole('button', { name: '3 conflicts' }).click()
  await expect(page.getByRole('heading', { name: 'Conflicts' })).toBeFocused()
  await expect(page.getByText('3 of 3 left')).toBeVisible()
  const card = page.getByRole('region', { name: /^Full name of Grace Okonkwo/ })
  for (const value of ['Grace Okonkwo', 'Grace O.', 'Gracie Okonkwo', 'Not decided yet'])
    await expect(card.getByText(value, { exact: true })).toBeVisible()
  await expect(card.getByText(new RegExp(`^Changed by ${editor.email}, `))).toBeVisible()
  await card.getByRole('button', { name: 'Decide later' }).click()
  const second = page.getByRole('region', { name: /^Language of Grace Okonkwo/ })
  await expect(second.getByRole('heading')).toBeFocused()
  await expect(page.getByText('3 of 3 left')).toBeVisible()
  await second.getByText('Take theirs').click()
  await expect(second.getByText(/^Stays as it is on the server/)).toBeVisible()
  await second.getByRole('button', { name: 'Decide', exact: true }).click()
  await expect(page.getByText('2 of 3 left', { exact: true })).toBeVisible()

  const third = page.getByRole('region', { name: /^Full name of Tove Lindqvist/ })
  await expect(third.getByRole('heading')).toBeFocused()
  await third.getByRole('radio', { name: 'Keep mine' }).press('Space')
  await third.getByRole('button', { name: 'Decide', exact: true }).press('Enter')
  await expect(card.getByRole('heading')).toBeFocused()
  await card.getByText('Another value').click()
  await card.getByLabel('Another value for Full name').fill('Grace Okonkwo-Reyes')
  await expect(card.getByText('Will be sent when you apply.')).toBeVisible()
  await card.getByRole('button', { name: 'Decide', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Review', exact: true })).toBeFocused()
  await applyButton(page).click()
  await expect(applied(page).getByText(/^Synced/)).toHaveCount(2)
  expect(space.value(id)).toMatchObject({
    FullName: 'Grace Okonkwo-Reyes',
    Language: language([now, mine]),
  })
  expect(space.value(twoFactor.id)['FullName']).toBe('Tove L.')
})

test('a conflict is compared from the editor, and the keys go through them; without a trail it says so', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const { colleague, twoFactor } = space.accounts
  await draftMany(page, space, [
    { id: colleague.id, field: 'FullName', mine: 'Grace O.' },
    { id: twoFactor.id, field: 'FullName', mine: 'Tove L.' },
  ])
  for (const { id } of [colleague, twoFactor]) space.edit(id, { FullName: 'Somebody' })
  await openReview(page)
  await expect(status(page).getByRole('button', { name: '2 conflicts' })).toBeVisible()
  space.fault({ kind: 'status', status: 403, path: '/api/sys/audittrailentries', times: Infinity })
  await group(page, 'Tove Lindqvist').getByRole('button', { name: 'Tove Lindqvist', exact: true }).click()
  await page
    .getByRole('region', { name: /^Tove Lindqvist|^Somebody/ })
    .getByRole('button', { name: /^Compare/ })
    .click()
  const tove = page.getByRole('region', { name: /^Full name of Tove/ })
  await expect(tove.getByText(/may not read the audit trail.*AuditTrailEntry-List/)).toBeVisible()
  await page.keyboard.press('Alt+PageDown')
  await expect(page.getByRole('region', { name: /^Full name of Grace/ }).getByRole('heading')).toBeFocused()
  await page.keyboard.press('Alt+PageUp')
  await expect(tove.getByRole('heading')).toBeFocused()
  await page.getByRole('button', { name: 'Back to Review' }).click()
  await expect(page.getByRole('heading', { name: 'Review', exact: true })).toBeFocused()
})

test('the journal is searched, and older entries are shown when asked for', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const [first = 0, ...rest] = space.ids().slice(1, 58)
  await draftMany(page, space, [
    { id: first, field: 'FullName', mine: 'Zoë Ünal' },
    ...rest.map((id) => turned(space, id)),
  ])
  await openReview(page)
  await applyButton(page).click()
  const entries = applied(page).getByRole('listitem')
  await expect(page.getByRole('heading', { name: 'Nothing to review' })).toBeVisible({ timeout: 30_000 })
  await expect(entries).toHaveCount(50)
  await applied(page).getByRole('button', { name: 'Show older' }).click()
  await expect(entries).toHaveCount(57)
  await expect(entries.nth(50).getByRole('button').first()).toBeFocused()
  // The name it has now heads an entry, with the one it had.
  await expect(entries.last()).toContainText('Zoë Ünal')
  await expect(entries.last()).toContainText('was Grace Okonkwo')
  const search = applied(page).getByLabel('Search what was applied')
  await search.fill('unal')
  await expect(entries).toHaveCount(1)
  await search.fill('new cust')
  await expect(entries).toHaveCount(50)
  await search.fill('nobody at all')
  await expect(applied(page).getByText('Nothing that was applied matches “nobody at all”.')).toBeVisible()
})

test('an undo leaves what was typed since as it is, and says so', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const { id } = space.accounts.colleague
  await draftMany(page, space, [{ id, field: 'FullName', mine: 'Grace O.' }, turned(space, id)])
  await openReview(page)
  await applyButton(page).click()
  await expect(applied(page).getByText(/^Synced/)).toBeVisible()
  await page.getByRole('navigation').getByText('People').click()
  const editor = await openPerson(page, 'Grace O.')
  await editor.getByLabel('Full name').fill('Grace P.')
  await expect(editor.getByText(/^1 change · saved/)).toBeVisible()
  await openReview(page)
  await applied(page).getByRole('button', { name: /^Undo/ }).click()
  await expect(page.getByText(/Left as you typed since: Full name\./).first()).toBeVisible()
  const entry = group(page, 'Grace O.')
  await expect(entry.getByText('Grace P.')).toBeVisible()
  await expect(entry.getByText('New customers')).toBeVisible()
})

test('an undo of what somebody else has changed since is a conflict', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const { id } = space.accounts.colleague
  await draftMany(page, space, [{ id, field: 'FullName', mine: 'Grace O.' }])
  await openReview(page)
  await applyButton(page).click()
  await expect(applied(page).getByText(/^Synced/)).toBeVisible()
  space.edit(id, { FullName: 'Gracie' })
  await applied(page).getByRole('button', { name: /^Undo/ }).click()
  const entry = group(page, 'Grace O.')
  await expect(entry.getByText('Conflict', { exact: true })).toBeVisible()
  for (const value of ['Grace O.', 'Grace Okonkwo', 'Gracie'])
    await expect(entry.getByText(value, { exact: true }).first()).toBeVisible()
})
