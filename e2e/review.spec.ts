import type { Space } from '../src/space/space'
import { applied, applyButton, draftMany, group, openReview, signedIn, status, turned } from './actions'
import { expect, test } from './fixtures'

/** Roles or locations that a person does not have yet. */
function others(space: Space, id: number, field: 'UserRoles' | 'Businesses', count: number): number[] {
  const all = new Set(space.ids().flatMap((one) => space.value(one)[field] as number[]))
  const have = space.value(id)[field] as number[]
  return [...all].filter((one) => !have.includes(one)).slice(0, count)
}
const has = (space: Space, id: number, field: string): number[] => space.value(id)[field] as number[]

const flag = (space: Space, id: number) => ({ OnNewMember: space.value(id)['OnNewMember'] !== true })

test('the plan shows each change against what the server holds now', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const { id } = space.accounts.editor
  const [mine = 0, theirs = 0] = others(space, id, 'UserRoles', 2)
  await draftMany(page, space, [
    { id, field: 'UserRoles', mine: [...has(space, id, 'UserRoles'), mine] },
    turned(space, id),
  ])
  space.edit(id, { UserRoles: [...has(space, id, 'UserRoles'), theirs], ...flag(space, id) })
  const hang = space.fault({ kind: 'hang', when: 'before', method: 'GET', path: `/api/sys/users/${id}` })
  await openReview(page)
  const review = page.getByRole('region', { name: 'Review', exact: true })
  await expect(review.getByText('Checking 0 of 1')).toBeVisible()
  await hang.hit
  hang.release()
  const entry = group(page, 'Emeka Adeyemi')
  await expect(entry.getByText(/^Changed on the server since you saw it: added /)).toBeVisible()
  await expect(entry.getByText('Already so on the server. Nothing is left to send.')).toBeVisible()
  await expect(review.getByText('Checked against the server just now')).toBeVisible()
})
test('who moved since they were shown is not sent, and is looked at again with one press', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const { editor, twoFactor } = space.accounts
  const [mine = 0, theirs = 0] = others(space, editor.id, 'UserRoles', 2)
  await draftMany(page, space, [
    { id: editor.id, field: 'UserRoles', mine: [...has(space, editor.id, 'UserRoles'), mine] },
    turned(space, twoFactor.id),
  ])
  const path = `/api/sys/users/${editor.id}`
  const hang = space.fault({ kind: 'hang', when: 'before', method: 'GET', path })
  await openReview(page)
  await hang.hit
  await applyButton(page).click()
  await expect(page.getByText('Checking before it is sent…')).toBeVisible()
  space.edit(editor.id, { UserRoles: [...has(space, editor.id, 'UserRoles'), theirs] })
  hang.release()
  await expect(page.getByText(/^1 person changed since this was shown to you/).first()).toBeVisible()
  await expect(applied(page).getByText(/^Synced/)).toHaveCount(1)
  expect(has(space, editor.id, 'UserRoles')).not.toContain(mine)

  await page.getByRole('button', { name: 'Look again' }).press('Enter')
  const entry = group(page, 'Emeka Adeyemi')
  await expect(entry.getByRole('button', { name: 'Emeka Adeyemi', exact: true })).toBeFocused()
  await expect(entry.getByText(/^Changed since it was shown to you/)).toBeVisible()
  await expect(entry.getByText(/That stays so\.$/)).toBeVisible()
  await applyButton(page).click()
  await expect.poll(() => has(space, editor.id, 'UserRoles')).toEqual(expect.arrayContaining([mine, theirs]))
})

test('changes are found by person, field and value, by their stage, and by field', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const { colleague, editor, twoFactor } = space.accounts
  await draftMany(page, space, [
    { id: colleague.id, field: 'FullName', mine: 'Zoë Ünal' },
    { id: twoFactor.id, field: 'Email', mine: 'no address' },
    turned(space, twoFactor.id),
    { id: editor.id, field: 'IsAdmin', mine: true },
    turned(space, editor.id),
  ])
  await openReview(page)
  await expect(applyButton(page)).toHaveText('Apply 3 changes for 2 people')
  await page.getByLabel('Filter changes').fill('unal zoe')
  await expect(group(page, 'Grace Okonkwo')).toBeVisible()
  await expect(group(page, 'Emeka Adeyemi')).toBeHidden()
  await expect(page.getByText('1 of 3 people shown. Only these are applied.')).toBeVisible()
  await expect(applyButton(page)).toHaveText('Apply 1 change for 1 person')
  await page.getByLabel('Filter changes').press('Escape')
  await page.getByRole('button', { name: 'Needs you 1' }).click()
  await expect(group(page, 'Tove Lindqvist')).toBeVisible()
  await expect(group(page, 'Grace Okonkwo')).toBeHidden()
  await page.getByRole('button', { name: 'All 3' }).click()
  await page.getByRole('button', { name: 'Gives more access 1' }).click()
  await expect(group(page, 'Emeka Adeyemi')).toBeVisible()
  await expect(group(page, 'Tove Lindqvist')).toBeHidden()
  await page.getByRole('button', { name: 'Gives more access 1' }).click()
  await page.getByText('By field').click()
  const field = group(page, 'New customers: 2 people')
  for (const name of ['Tove Lindqvist', 'Emeka Adeyemi'])
    await expect(field.getByRole('button', { name, exact: true })).toBeVisible()
  await field.getByRole('button', { name: 'Remove change of New customers for Emeka Adeyemi' }).click()
  await expect(group(page, 'New customers: 1 person')).toBeVisible()
})

test('one change is taken out, and brought back', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const { id } = space.accounts.colleague
  await draftMany(page, space, [turned(space, id), { id, field: 'FullName', mine: 'Grace O.' }])
  await openReview(page)
  await group(page, 'Grace Okonkwo')
    .getByRole('button', { name: /^Remove change of Full name/ })
    .click()
  await expect(applyButton(page)).toHaveText('Apply 1 change for 1 person')
  const undo = page.getByRole('button', { name: 'Undo', exact: true })
  await expect(undo).toBeFocused()
  await undo.press('Enter')
  await expect(applyButton(page)).toHaveText('Apply 2 changes for 1 person')
})

test('emails and more access are named before, and asked once more when the server moved', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const { id } = space.accounts.editor
  const [first = 0, second = 0, theirs = 0] = others(space, id, 'Businesses', 3)
  await draftMany(page, space, [
    { id, field: 'Businesses', mine: [...has(space, id, 'Businesses'), first, second] },
  ])
  await openReview(page)
  await expect(page.getByText(/^2 emails will be sent by the server, to .*Emeka Adeyemi/)).toBeVisible()
  await expect(page.getByText(/^1 change gives more access, to .*Emeka Adeyemi/)).toBeVisible()
  await expect(page.getByText('Checked against the server just now')).toBeVisible()
  space.edit(id, { Businesses: [...has(space, id, 'Businesses'), theirs] })
  await applyButton(page).click()
  const entry = group(page, 'Emeka Adeyemi')
  await expect(entry.getByText(/so it is asked once more/)).toBeVisible()
  await expect(entry.getByText(/That stays so\.$/)).toBeVisible()
  await expect(status(page).getByRole('button', { name: '1 needs you' })).toBeVisible()
  expect(space.requests.some(({ method }) => method === 'PUT')).toBe(false)
  await applyButton(page).click()
  await expect(applied(page).getByText(/^Synced/)).toBeVisible()
  expect(has(space, id, 'Businesses')).toEqual(expect.arrayContaining([first, second, theirs]))
})

test('sending is paused, goes on, and is stopped', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const ids = space.ids().slice(1, 6)
  await draftMany(
    page,
    space,
    ids.map((id) => turned(space, id)),
  )
  await openReview(page)
  const writes = () => space.requests.filter(({ method }) => method === 'PUT').length
  const hang = space.fault({ kind: 'hang', when: 'before', method: 'PUT' })
  await applyButton(page).click()
  await hang.hit
  await expect(page.getByText('Sending 0 of 5').first()).toBeVisible()
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('Pausing after the person that is on its way')).toBeVisible()
  hang.release()
  await expect(page.getByText('Sending is paused. 4 people wait.')).toBeVisible()
  await expect(status(page).getByText('Sending paused · 4 wait')).toBeVisible()
  expect(writes()).toBe(1)
  const next = space.fault({ kind: 'hang', when: 'before', method: 'PUT' })
  // The one button keeps the focus from one meaning to the other.
  await page.getByRole('button', { name: 'Go on' }).press('Enter')
  await next.hit
  await page.getByRole('button', { name: 'Stop' }).click()
  next.release()
  await expect(applyButton(page)).toHaveText('Apply 3 changes for 3 people')
  await expect(applied(page).getByText(/^Synced/)).toHaveCount(2)
  expect(writes()).toBe(2)
})

test('only what failed is tried again, all of it with one press', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  await draftMany(
    page,
    space,
    space
      .ids()
      .slice(1, 5)
      .map((id) => turned(space, id)),
  )
  await openReview(page)
  space.fault({ kind: 'unsuccessful', message: 'Not on a Monday.', method: 'PUT', times: 2 })
  await applyButton(page).click()
  await expect(applied(page).getByText(/^Synced/)).toHaveCount(2)
  await expect(status(page).getByRole('button', { name: '2 need you' })).toBeVisible()
  for (const name of ['Grace Okonkwo', 'Tove Lindqvist'])
    await expect(
      group(page, name).getByText(/“Not on a Monday\.”.*saved on this computer.*again/),
    ).toBeVisible()
  await page.getByRole('button', { name: 'Try again for all 2 that failed' }).click()
  await expect(applied(page).getByText(/^Synced/)).toHaveCount(4)
  expect(space.requests.filter(({ method }) => method === 'PUT')).toHaveLength(6)
})
