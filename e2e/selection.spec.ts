import type { Locator, Page } from '@playwright/test'
import { fillSignIn, openPerson, signedIn } from './actions'
import { expect, test } from './fixtures'

const grid = (page: Page): Locator => page.getByRole('grid', { name: 'People' })
const bar = (page: Page): Locator => page.getByRole('region', { name: 'Selection' })
const search = (page: Page): Locator => page.getByLabel('Search people')
const box = (page: Page, row: number): Locator => grid(page).getByRole('row').nth(row).getByRole('checkbox')
const selectedRows = (page: Page): Locator => grid(page).getByRole('row', { selected: true })

async function everyone(page: Page): Promise<void> {
  await page.getByText('Everyone', { exact: true }).click()
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '261')
}

test.use({ spaceOptions: { users: 260 } })

test('boxes select one, Shift a range, and a shorter range lets go again', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  await box(page, 2).click()
  await expect(bar(page)).toContainText('1 selected')
  await expect(page.getByRole('region', { name: 'Ada Northlight' })).toBeHidden()
  await box(page, 6).click({ modifiers: ['Shift'] })
  await expect(bar(page)).toContainText('5 selected')
  await box(page, 4).click({ modifiers: ['Shift'] })
  await expect(bar(page)).toContainText('3 selected')
  await expect(selectedRows(page)).toHaveCount(3)
  await box(page, 3).click()
  await expect(bar(page)).toContainText('2 selected')
  await expect(box(page, 3)).not.toBeChecked()
  // People are selected and not places: in another order it is the same two.
  const names = await selectedRows(page).evaluateAll((rows) =>
    rows.map((row) => row.querySelector('bdi')?.textContent ?? ''),
  )
  await grid(page).getByRole('columnheader', { name: 'Email' }).click()
  for (const name of names) {
    await search(page).fill(name)
    await expect(grid(page).getByRole('row', { name }).getByRole('checkbox')).toBeChecked()
  }
  await search(page).fill('')
  await bar(page).getByRole('button', { name: 'Clear' }).click()
  await expect(bar(page)).toBeHidden()
  await expect(selectedRows(page)).toHaveCount(0)
})

test('the same with the keyboard alone', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  await everyone(page)
  await grid(page).getByRole('row').nth(3).getByRole('gridcell').nth(1).focus()
  await page.keyboard.press('Space')
  await expect(bar(page)).toContainText('1 selected')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(bar(page)).toContainText('3 selected')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(bar(page)).toContainText('2 selected')
  // Rows that were never on the screen are taken along.
  await page.keyboard.press('Control+Shift+End')
  await expect(bar(page)).toContainText('258 selected')
  await expect(grid(page).locator('[role=row]:focus-within')).toHaveAttribute('aria-rowindex', '261')
  await page.keyboard.press('Control+a')
  await expect(bar(page)).toContainText('260 selected')
  await expect(page.getByText('260 people are selected.')).toBeAttached()
  await expect(grid(page).getByRole('checkbox', { name: 'Select all in this list' })).toBeChecked()
  await page.keyboard.press('F2')
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeHidden()
  // The editor's Escape closed the editor alone; the next one clears.
  await expect(bar(page)).toContainText('260 selected')
  await page.keyboard.press('Escape')
  await expect(bar(page)).toBeHidden()
})

test('a selection says what it covers: matches, everyone, and those who are not in the list', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  await everyone(page)
  await search(page).fill('example.net')
  await expect(grid(page)).not.toHaveAttribute('aria-rowcount', '261')
  const matches = Number(await grid(page).getAttribute('aria-rowcount')) - 1
  await box(page, 1).click()
  await bar(page)
    .getByRole('button', { name: `Select all ${matches} matches` })
    .click()
  await expect(bar(page)).toContainText(`${matches} selected`)
  await search(page).fill('grace okonkwo')
  await box(page, 1).click()
  await expect(bar(page)).toContainText(`${matches + 1} selected`)
  await expect(bar(page)).toContainText(`${matches} selected people are not in this list`)
  await bar(page).getByRole('button', { name: 'Deselect them' }).click()
  await expect(bar(page)).toContainText('1 selected')
  await expect(bar(page)).not.toContainText('not in this list')
  await page.getByText('Administrators', { exact: true }).click()
  await bar(page).getByRole('button', { name: 'Select everyone (260)' }).click()
  await expect(bar(page)).toContainText('260 selected')
  await expect(bar(page)).toContainText('259 selected people are not in this list')
  await search(page).fill('')
  await expect(bar(page)).toContainText('220 selected people are not in this list')
  await page.getByText('Everyone', { exact: true }).click()
  await expect(bar(page)).not.toContainText('not in this list')
})

test('a person whose box is clicked is not opened; the selection is there again, each account’s for itself', async ({
  usher,
  space,
}) => {
  const running = await signedIn(usher, space)
  let { page } = running
  await openPerson(page, 'Grace Okonkwo')
  const row = grid(page).getByRole('row', { name: /Grace Okonkwo/ })
  await expect(row).toHaveAttribute('aria-current', 'true')
  await expect(row).toHaveAttribute('aria-selected', 'false')
  await row.getByRole('checkbox', { name: /Select Grace Okonkwo/ }).click()
  await expect(row).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await search(page).fill('')
  await grid(page).getByRole('columnheader', { name: 'Email' }).click()
  await box(page, 2).click()
  await expect(bar(page)).toContainText('2 selected')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await fillSignIn(page, space.accounts.colleague)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(grid(page)).toBeVisible()
  await expect(bar(page)).toBeHidden()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await fillSignIn(page, space)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(bar(page)).toContainText('2 selected')

  await search(page).fill('grace okonkwo is:admin')
  await expect(bar(page)).toContainText('1 selected person is not in this list')
  await box(page, 1).click()
  await running.restart()
  ;({ page } = running)
  await expect(bar(page)).toContainText('1 selected')
  await search(page).fill('grace okonkwo')
  await expect(box(page, 1)).not.toBeChecked()
  await expect(bar(page)).toContainText('1 selected person is not in this list')
})
