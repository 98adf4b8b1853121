import type { Locator, Page } from '@playwright/test'
import type { Space } from '../src/space/space'
import { applied, applyButton, draftMany, group, openReview, signedIn } from './actions'
import { expect, test } from './fixtures'

const grid = (page: Page): Locator => page.getByRole('grid', { name: 'People' })
const bar = (page: Page): Locator => page.getByRole('region', { name: 'Selection' })
const dialog = (page: Page): Locator => page.getByRole('dialog', { name: /^Edit / })
const choice = (page: Page, field: string): Locator => dialog(page).getByRole('radiogroup', { name: field })
const notice = (page: Page, text: string | RegExp): Locator => page.getByText(text).first()

/** Selects everybody whom a search finds. */
async function selectMatches(page: Page, search: string, count: number): Promise<void> {
  await page.getByText('Everyone', { exact: true }).click()
  await page.getByLabel('Search people').fill(search)
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(count + 1))
  await grid(page).getByRole('checkbox', { name: 'Select all in this list' }).click()
  await expect(bar(page)).toContainText(`${count.toLocaleString('en-GB')} selected`)
}
async function edit(page: Page): Promise<void> {
  await bar(page).getByRole('button', { name: 'Edit…' }).click()
  await expect(dialog(page)).toBeVisible()
  await expect(dialog(page).getByText(/^Reading records/)).toBeHidden()
}
const where = (space: Space, wanted: (record: Readonly<Record<string, unknown>>) => boolean): number[] =>
  space.ids().filter((id) => wanted(space.value(id)))

test('mixed values are said, what is left stays each person’s own, and the review has the rest', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const before = new Map(space.ids().map((id) => [id, space.value(id)]))
  await selectMatches(page, '', 60)
  await edit(page)
  const on = where(space, (record) => record['OnPurchases'] === true).length
  await expect(choice(page, 'Purchases')).toBeVisible()
  await expect(dialog(page).getByText(`Mixed: on for ${on} of 60`).first()).toBeAttached()
  await expect(choice(page, 'Purchases').getByRole('radio', { name: 'Leave as is' })).toBeChecked()
  const draftIt = dialog(page).getByRole('button', { name: /^Draft for/ })
  await expect(draftIt).toBeDisabled()
  // With keys alone: one stop of Tab a field, arrows inside it.
  await choice(page, 'Purchases').getByRole('radio', { name: 'Leave as is' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(choice(page, 'Purchases').getByRole('radio', { name: 'On' })).toBeChecked()
  await expect(dialog(page).getByText('1 field chosen')).toBeVisible()
  await draftIt.click()
  await expect(dialog(page)).toBeHidden()
  const changed = 60 - on
  await expect(
    notice(page, `Drafted for ${changed} people. Nothing is sent until you apply it. ${on} had it already.`),
  ).toBeVisible()
  expect(space.ids().map((id) => space.value(id))).toEqual([...before.values()])
  await page.getByRole('button', { name: 'Review', exact: true }).first().click()
  await expect(page.getByRole('heading', { name: 'Review', exact: true })).toBeVisible()
  await expect(page.getByText('Checked against the server just now')).toBeVisible()
  await applyButton(page).click()
  await expect
    .poll(() => where(space, (record) => record['OnPurchases'] === true).length, { timeout: 30_000 })
    .toBe(60)
  await expect(applied(page)).toBeVisible()
  for (const [id, record] of before) {
    const now = space.value(id)
    for (const field of ['FullName', 'Email', 'Active', 'IsAdmin', 'UserRoles', 'OnNewMember', 'Language'])
      expect([id, field, now[field]]).toEqual([id, field, record[field]])
  }
})

test('roles are added and taken, whatever else each has', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  await selectMatches(page, '', 60)
  await edit(page)
  const roles = dialog(page).getByRole('group', { name: 'Roles' })
  const add = roles.getByRole('button', { name: /^Add Finance,/ }).first()
  await add.click()
  await expect(add).toHaveAttribute('aria-pressed', 'true')
  // Only what somebody has can be taken.
  const takes = roles.getByRole('button', { name: /^Remove / }).last()
  const taken = /^Remove (.*) from all$/.exec((await takes.getAttribute('aria-label')) ?? '')?.[1] ?? ''
  const remove = roles.getByRole('button', { name: `Remove ${taken} from all` })
  await remove.click()
  // The other way takes the first back.
  await roles.getByRole('button', { name: `Add ${taken} to all` }).click()
  await expect(remove).toHaveAttribute('aria-pressed', 'false')
  await remove.click()
  await expect(dialog(page).getByText(/raises what people may do/)).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Draft for 60 people' }).click()
  await expect(notice(page, /^Drafted for \d+ people/)).toBeVisible()
  // All are found by what they will have.
  await page.getByLabel('Search people').fill('role:finance has:draft')
  await expect(page.getByText('60 matches')).toBeVisible()
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '61')
  await openReview(page)
  const region = page.getByRole('region', { name: 'Review' })
  await expect(region.getByText('Roles', { exact: true }).first()).toBeVisible()
  await expect(region.getByText(/Finance/).first()).toBeVisible()
})

test('an edit of many is taken back by one press: what was drafted before is there again, and no more', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const off = where(space, (record) => record['OnPurchases'] !== true)
  const [kept = 0] = off
  await draftMany(page, space, [
    { id: kept, field: 'OnNewMember', mine: space.value(kept)['OnNewMember'] !== true },
  ])
  await selectMatches(page, '', 60)
  await edit(page)
  await choice(page, 'Purchases').getByText('On', { exact: true }).click()
  await dialog(page)
    .getByRole('button', { name: /^Draft for/ })
    .click()
  await expect(notice(page, `Drafted for ${off.length} people.`)).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(notice(page, `Taken back for ${off.length} people.`)).toBeVisible()
  await openReview(page)
  await expect(page.getByRole('button', { name: /^Apply 1 change/ })).toBeVisible()
  const left = group(page, String(space.value(kept)['FullName']))
  await expect(left.getByText('New customers')).toBeVisible()
  await expect(left.getByText('Purchases')).toBeHidden()
})

test('what would lock out whoever edits is said before it is drafted', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  await selectMatches(page, '', 60)
  await edit(page)
  const warning = dialog(page).getByText(/^The account you are signed in with is among them\./)
  await choice(page, 'Full administrator').getByText('On', { exact: true }).click()
  await expect(dialog(page).getByText(/raises what people may do/)).toBeVisible()
  await expect(warning).toBeHidden()
  await choice(page, 'Full administrator').getByText('Off', { exact: true }).click()
  await expect(warning).toBeVisible()
  await choice(page, 'Full administrator').getByText('Leave as is').click()
  await expect(warning).toBeHidden()
})

test.describe('records that were never read', () => {
  test.use({ spaceOptions: { users: 260 } })

  test('are read first, with a way to stop; who is left out is named', async ({ usher, space }) => {
    const { page } = await signedIn(usher, space)
    await selectMatches(page, '', 260)
    await expect(page.getByRole('button', { name: 'Refresh people' })).toHaveAttribute('aria-busy', 'false')
    const hang = space.fault({ kind: 'hang', when: 'before', path: '/api/sys/users/', skip: 45 })
    await bar(page).getByRole('button', { name: 'Edit…' }).click()
    await hang.hit
    await expect(dialog(page).getByText('Reading records: 40 of 220')).toBeVisible()
    await expect(dialog(page).getByRole('button', { name: /^Draft for/ })).toBeDisabled()
    await dialog(page).getByRole('button', { name: 'Stop reading' }).click()
    hang.release()
    await expect(dialog(page).getByText(/^1[678]\d people are left out$/)).toBeVisible()
    await expect(
      dialog(page).getByText(/^Never read in full on this computer: .* and 1\d\d more\.$/),
    ).toBeVisible()
    await choice(page, 'Purchases').getByText('On', { exact: true }).click()
    await dialog(page).getByRole('button', { name: 'Read them now' }).click()
    await expect(dialog(page).getByText(/left out/)).toBeHidden()
    // What was chosen meanwhile is still chosen.
    await dialog(page).getByRole('button', { name: 'Draft for 260 people' }).click()
    await expect(notice(page, /^Drafted for \d+ people/)).toBeVisible()
  })

  test('cannot be edited offline, and no draft is made of them', async ({ usher, space }) => {
    const { page } = await signedIn(usher, space)
    await selectMatches(page, '', 260)
    await expect(page.getByRole('button', { name: 'Refresh people' })).toHaveAttribute('aria-busy', 'false')
    await page.getByRole('button', { name: 'Work offline' }).click()
    await edit(page)
    await expect(dialog(page).getByText('220 people are left out')).toBeVisible()
    await expect(dialog(page).getByText('That needs a connection.')).toBeVisible()
    await choice(page, 'Purchases').getByText('On', { exact: true }).click()
    await page.keyboard.press('Escape')
    await expect(dialog(page)).toBeHidden()
    // Opened again, what was chosen is there.
    await edit(page)
    await expect(choice(page, 'Purchases').getByRole('radio', { name: 'On' })).toBeChecked()
    await dialog(page).getByRole('button', { name: 'Draft for 40 people' }).click()
    await expect(notice(page, /220 were left out\.$/)).toBeVisible()
  })
})

test.describe('a thousand people', () => {
  test.use({ spaceOptions: { users: 1_000 } })

  test('are drafted for at once, and the review takes them', async ({ usher, space }) => {
    test.setTimeout(180_000)
    const { page } = await signedIn(usher, space)
    await expect(page.getByText(/1,000 people are here/).first()).toBeAttached({ timeout: 60_000 })
    await expect(page.getByRole('button', { name: 'Refresh people' })).toHaveAttribute('aria-busy', 'false', {
      timeout: 60_000,
    })
    await selectMatches(page, '', 1_000)
    await bar(page).getByRole('button', { name: 'Edit…' }).click()
    const draftIt = dialog(page).getByRole('button', { name: 'Draft for 1,000 people' })
    await expect(draftIt).toBeVisible({ timeout: 60_000 })
    await choice(page, 'Purchases').getByText('On', { exact: true }).click()
    const began = Date.now()
    await draftIt.click()
    await expect(notice(page, /^Drafted for \d{3} people/)).toBeVisible()
    expect(Date.now() - began).toBeLessThan(3_000)
    await openReview(page)
    await expect(applyButton(page)).toBeVisible()
  })
})
