import type { Page } from '@playwright/test'
import { fillSignIn, openReview, signedIn, status } from './actions'
import { expect, test } from './fixtures'

const search = (page: Page) => page.getByLabel('Search people')
const grid = (page: Page) => page.getByRole('grid', { name: 'People' })
const views = (page: Page) => page.getByRole('button', { name: /^Views/ })
const panel = (page: Page) => page.getByRole('dialog', { name: 'Saved views' })
const allRead = (page: Page) => expect(status(page).getByText(/^refreshed/)).toBeVisible()

async function save(page: Page, name: string): Promise<void> {
  await views(page).click()
  await page.getByLabel('Save what you see as').fill(name)
  await page.getByRole('button', { name: 'Save view' }).click()
  await expect(page.getByLabel('Save what you see as')).toHaveValue('')
  await page.keyboard.press('Escape')
}
/** The row that the grid's keys are at, as it is counted for those who listen. */
const active = (page: Page) =>
  grid(page).locator('[tabindex="0"]').locator('xpath=..').getAttribute('aria-rowindex')
/** The first row that can be seen. */
const topRow = (page: Page): Promise<string> =>
  grid(page).evaluate((element) => {
    const { left, top } = element.getBoundingClientRect()
    return document.elementFromPoint(left + 40, top + 48)?.closest('[role=row]')?.textContent ?? ''
  })

test.use({ spaceOptions: { users: 260 } })

test('a view is saved, picked, changed, renamed, deleted and brought back', async ({ usher, space }) => {
  const running = await signedIn(usher, space)
  const { page } = running
  await allRead(page)
  await page.getByText('Everyone', { exact: true }).click()
  await search(page).fill('is:inactive northlight')
  await grid(page)
    .getByRole('columnheader', { name: /^Email/ })
    .click()
  const rows = await grid(page).getAttribute('aria-rowcount')
  await save(page, 'Left us')
  await expect(page.getByRole('button', { name: 'Views, now Left us' })).toBeVisible()
  await search(page).fill('')
  await page.getByText('Administrators', { exact: true }).click()
  await save(page, 'All administrators')

  await views(page).click()
  await panel(page)
    .getByRole('button', { name: /^Left us/ })
    .click()
  await expect(panel(page)).toBeHidden()
  await expect(search(page)).toHaveValue('is:inactive northlight')
  await expect(page.getByRole('radio', { name: 'Everyone' })).toBeChecked()
  await expect(grid(page)).toHaveAttribute('aria-rowcount', rows ?? '')
  await expect(grid(page).getByRole('columnheader', { name: /^Email/ })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )

  // Asked differently it is no longer that view, and can become it.
  await search(page).fill('is:inactive')
  await views(page).click()
  await page.getByRole('button', { name: 'Save the changes to Left us' }).click()
  await expect(panel(page).getByRole('button', { name: /^Left us/ })).toHaveAttribute('aria-current', 'true')

  await page.getByRole('button', { name: 'Rename Left us' }).click()
  await page.getByRole('textbox', { name: 'Rename Left us' }).fill('all ADMINISTRATORS')
  await expect(page.getByText('Another view has this name.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Rename Left us' }).fill('Gone')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Rename Gone' })).toBeFocused()

  await page.getByRole('button', { name: 'Delete Gone' }).click()
  await expect(panel(page).getByRole('button', { name: /^Gone/ })).toBeHidden()
  await expect(panel(page).getByRole('button', { name: /^All administrators/ })).toBeFocused()
  await page.getByRole('button', { name: 'Undo' }).click()
  await running.restart()
  await views(running.page).click()
  const names = panel(running.page).locator('[aria-current], li > button:first-child')
  await expect(names).toHaveText([/^Gone/, /^All administrators/])
  await panel(running.page).getByRole('button', { name: /^Gone/ }).click()
  await expect(search(running.page)).toHaveValue('is:inactive')
})

test('a name is asked for before a view is saved', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  await views(page).click()
  await page.getByRole('button', { name: 'Save view' }).click()
  await expect(page.getByText('Give the view a name.')).toBeVisible()
  await expect(page.getByLabel('Save what you see as')).toBeFocused()
  await page.keyboard.type('Mine')
  await page.keyboard.press('Enter')
  await expect(panel(page).getByRole('button', { name: /^Mine/ })).toBeVisible()
})

test('filters, order, place and row are there again after a restart, and words after another screen', async ({
  usher,
  space,
}) => {
  const running = await signedIn(usher, space)
  let { page } = running
  await allRead(page)
  await page.getByText('Everyone', { exact: true }).click()
  await search(page).fill('is:active')
  const head = (page: Page) => grid(page).getByRole('columnheader', { name: /^Email/ })
  await head(page).click()
  await head(page).press('Enter')
  await expect(head(page)).toHaveAttribute('aria-sort', 'descending')
  await grid(page).getByRole('row').nth(1).getByRole('gridcell').first().focus()
  for (let times = 0; times < 4; times++) await page.keyboard.press('PageDown')
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => topRow(page)).not.toBe('')
  const [before, row] = [await topRow(page), await active(page)]
  // Where one was among those whom words find is not where one was in the list.
  await search(page).fill('is:active northlight')
  await expect.poll(() => active(page)).toBe('2')
  await openReview(page)
  await page.getByRole('navigation').getByText('People').click()
  await expect(search(page)).toHaveValue('is:active northlight')
  await search(page).fill('is:active')
  await expect.poll(() => topRow(page)).toBe(before)
  expect(await active(page)).toBe(row)
  await search(page).fill('is:active northlight')
  await expect.poll(() => active(page)).toBe('2')

  await running.restart()
  ;({ page } = running)
  await expect(search(page)).toHaveValue('is:active')
  await expect(page.getByRole('radio', { name: 'Everyone' })).toBeChecked()
  await expect(head(page)).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(() => topRow(page)).toBe(before)
  expect(await active(page)).toBe(row)

  // Another question begins at its top.
  await search(page).fill('northlight')
  await expect.poll(() => active(page)).toBe('2')
})

test('what was changed last is kept, however soon one leaves', async ({ usher, space }) => {
  const running = await signedIn(usher, space)
  let { page } = running
  await search(page).fill('is:inactive')
  await running.restart()
  ;({ page } = running)
  await expect(search(page)).toHaveValue('is:inactive')
  await search(page).fill('is:active')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await fillSignIn(page, space)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(search(page)).toHaveValue('is:active')
  // A window that is closed while the program goes on, or with it.
  await search(page).fill('is:admin')
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await running.restart()
  await expect(search(running.page)).toHaveValue('is:admin')
})

test('the list stays with its people when others come before them, here and after a restart', async ({
  usher,
  space,
}) => {
  const running = await signedIn(usher, space)
  let { page } = running
  await allRead(page)
  await page.getByText('Everyone', { exact: true }).click()
  await grid(page).getByRole('row').nth(1).getByRole('gridcell').nth(1).focus()
  for (let times = 0; times < 4; times++) await page.keyboard.press('PageDown')
  await page.keyboard.press('ArrowUp')
  const [before, row] = [await topRow(page), Number(await active(page))]
  const atKeys = (page: Page) => grid(page).locator('[role=row]:has([tabindex="0"])').textContent()
  const person = await atKeys(page)
  // Who stands below all that is seen comes to stand above it.
  const nameOf = (id: number) => space.value(id)['FullName'] as string
  const last = space
    .ids()
    .filter((id) => /^[T-Z]/.test(nameOf(id)))
    .slice(0, 6)
  expect(last).toHaveLength(6)
  const rename = (ids: readonly number[]) => ids.forEach((id) => space.edit(id, { FullName: `Aaa ${id}` }))
  rename(last.slice(0, 3))
  await page.getByRole('button', { name: 'Refresh people' }).click()
  await expect.poll(async () => Number(await active(page))).toBe(row + 3)
  expect(await topRow(page)).toBe(before)
  expect(await atKeys(page)).toBe(person)

  await running.close()
  rename(last.slice(3))
  await running.restart()
  ;({ page } = running)
  await expect.poll(async () => Number(await active(page))).toBe(row + 6)
  expect(await topRow(page)).toBe(before)
})

test('the list is where its people are when they moved while another screen was seen', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  await allRead(page)
  await page.getByText('Everyone', { exact: true }).click()
  await grid(page).getByRole('row').nth(1).getByRole('gridcell').nth(1).focus()
  for (let times = 0; times < 4; times++) await page.keyboard.press('PageDown')
  const [before, row] = [await topRow(page), Number(await active(page))]
  await page
    .getByRole('button', { name: /^Review/ })
    .first()
    .click()
  await expect(grid(page)).toBeHidden()
  const moved = space
    .ids()
    .filter((id) => /^[M-Z]/.test(space.value(id)['FullName'] as string))
    .slice(-40)
  expect(moved).toHaveLength(40)
  for (const id of moved) space.edit(id, { FullName: `Aaa ${id}` })
  await page.evaluate(() => window.usher.calls['directory.refresh'](undefined))
  // Nobody sees it now, so it is in no tree of roles.
  await expect(page.locator(`.person[aria-rowindex="${row + 40}"] [tabindex="0"]`)).toBeAttached()
  await page.getByRole('navigation', { name: 'Main' }).getByText('People').click()
  await expect.poll(() => topRow(page)).toBe(before)
})

test('another order shows whoever is open, and begins at its top where nobody is', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  await allRead(page)
  await page.getByText('Everyone', { exact: true }).click()
  await grid(page).getByRole('row').nth(1).getByRole('gridcell').nth(1).focus()
  await page.keyboard.press('Control+End')
  const focused = grid(page).locator('[role=row]:focus-within')
  await expect(focused).toHaveAttribute('aria-rowindex', '261')
  await expect(focused).not.toHaveAttribute('aria-busy', 'true')
  await page.keyboard.press('Enter')
  const opened = grid(page).locator('[role=row][aria-current]')
  await expect(opened).toBeInViewport()
  const head = grid(page).getByRole('columnheader', { name: /^Name/ })
  await head.click()
  await expect(head).toHaveAttribute('aria-sort', 'descending')
  await expect(opened).toBeInViewport({ ratio: 1 })
  await head.click()
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  await expect(opened).toBeInViewport({ ratio: 1 })
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await head.click()
  await expect(grid(page).locator('[aria-rowindex="2"]')).toBeInViewport({ ratio: 1 })
})

test('each account has its own', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  await search(page).fill('is:inactive')
  await save(page, 'Of Ada')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await fillSignIn(page, space.accounts.colleague)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(grid(page)).toBeVisible()
  await expect(search(page)).toHaveValue('')
  await views(page).click()
  await expect(page.getByText(/^A view keeps a search/)).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await fillSignIn(page, space)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(search(page)).toHaveValue('is:inactive')
  await expect(page.getByRole('button', { name: 'Views, now Of Ada' })).toBeVisible()
})
