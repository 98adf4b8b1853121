import type { Locator, Page } from '@playwright/test'
import { openPerson, signedIn } from './actions'
import { expect, test } from './fixtures'

const grid = (page: Page): Locator => page.getByRole('grid', { name: 'People' })
const heading = (page: Page, name: string): Locator => grid(page).getByRole('columnheader', { name })
const headings = (page: Page): Promise<string[]> =>
  grid(page)
    .getByRole('columnheader')
    .evaluateAll((heads) => heads.map((head) => head.textContent.trim()).filter(Boolean))
const widthOf = async (head: Locator): Promise<number> => (await head.boundingBox())?.width ?? 0
const columns = (page: Page): Locator => page.getByRole('dialog', { name: 'Columns' })
const initial = ['Name', 'Email', 'Full admin', 'Active', '2FA', 'Last access', 'Changes']

async function openColumns(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Columns' }).click()
  await expect(columns(page)).toBeVisible()
  return columns(page)
}

test('columns are shown, hidden and moved without a mouse, and stay so', async ({ usher, space }) => {
  const running = await signedIn(usher, space)
  const { page } = running
  expect(await headings(page)).toEqual(initial)
  const opener = page.getByRole('button', { name: 'Columns' })
  await opener.focus()
  await page.keyboard.press('Enter')
  const dialog = columns(page)
  const language = dialog.getByRole('checkbox', { name: 'Language' })
  await language.focus()
  await page.keyboard.press('Space')
  await expect(language).toBeChecked()
  // It stands in another list now, and the focus went with it.
  await expect(language).toBeFocused()
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Alt+ArrowUp')
  await expect(language).toBeFocused()
  await dialog.getByRole('checkbox', { name: 'Active' }).focus()
  await page.keyboard.press('Space')
  await expect(dialog.getByRole('checkbox', { name: /^Name/ })).toBeDisabled()
  await dialog.getByRole('button', { name: 'Move Email up' }).focus()
  await page.keyboard.press('Enter')
  // At the first place there is no further up.
  await expect(dialog.getByRole('button', { name: 'Move Email down' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
  const arranged = ['Email', 'Name', 'Full admin', '2FA', 'Language', 'Last access', 'Changes']
  expect(await headings(page)).toEqual(arranged)
  await expect(grid(page).getByRole('row', { name: /Ada Northlight/ })).toContainText('Spanish')
  await expect(grid(page)).toHaveAttribute('aria-colcount', '8')
  await running.close()
  await running.restart()
  await expect(grid(running.page)).toBeVisible()
  await expect.poll(() => headings(running.page)).toEqual(arranged)
  await openColumns(running.page)
  await columns(running.page).getByRole('button', { name: 'Reset columns' }).click()
  await columns(running.page).getByRole('button', { name: 'Done' }).click()
  expect(await headings(running.page)).toEqual(initial)
})

test('a heading’s keys: sorting by any column, moving, widening, fitting', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const email = heading(page, 'Email')
  await email.focus()
  const before = await widthOf(email)
  await page.keyboard.press('Alt+ArrowLeft')
  await expect.poll(() => widthOf(email)).toBe(before - 16)
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(() => widthOf(email)).toBe(before)
  for (let times = 0; times < 20; times++) await page.keyboard.press('Alt+ArrowLeft')
  await expect.poll(() => widthOf(email)).toBe(48)
  await page.keyboard.press('Alt+Enter')
  await expect.poll(() => widthOf(email)).toBeGreaterThan(120)
  // Nothing of what is in view is cut.
  await expect(
    grid(page).getByRole('gridcell', { name: 'bold.quoted@northlight.example' }).first(),
  ).toContainText('bold.quoted@northlight.example')
  await page.keyboard.press('Shift+ArrowLeft')
  expect((await headings(page)).slice(0, 2)).toEqual(['Email', 'Name'])
  await expect(email).toBeFocused()
  await expect(page.getByText('Email is column 1 of 7.')).toBeAttached()
  for (const name of ['Full admin', 'Active', '2FA', 'Last access']) {
    await heading(page, name).focus()
    await page.keyboard.press('Enter')
    await expect(heading(page, name)).toHaveAttribute('aria-sort', 'ascending')
    await page.keyboard.press('Space')
    await expect(heading(page, name)).toHaveAttribute('aria-sort', 'descending')
  }
})

test('with a mouse: drag an edge, press it twice to fit, drag a heading', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const name = heading(page, 'Name')
  const box = await name.boundingBox()
  if (!box) throw new Error('no heading')
  const edge = { x: box.x + box.width, y: box.y + box.height / 2 }
  await page.mouse.move(edge.x, edge.y)
  await page.mouse.down()
  await page.mouse.move(edge.x + 60, edge.y, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => widthOf(name)).toBe(box.width + 60)
  // Letting go of an edge sorts nothing.
  await expect(name).toHaveAttribute('aria-sort', 'ascending')
  await page.mouse.dblclick(edge.x + 60, edge.y)
  await expect.poll(() => widthOf(name)).not.toBe(box.width + 60)
  await heading(page, 'Last access').dragTo(heading(page, 'Full admin'))
  await expect
    .poll(() => headings(page))
    .toEqual([...['Name', 'Email', 'Last access', 'Full admin', 'Active', '2FA', 'Changes']])
})

test('more columns than there is room scroll, and the focused one comes into view', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const dialog = await openColumns(page)
  for (const name of ['Language', 'API', 'Created', 'Updated'])
    await dialog.getByText(name, { exact: true }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await openPerson(page, 'Grace Okonkwo')
  const row = grid(page).getByRole('row', { name: /Grace Okonkwo/ })
  await row.getByRole('gridcell').nth(1).focus()
  await page.keyboard.press('End')
  const last = row.getByRole('gridcell').last()
  await expect(last).toBeFocused()
  await expect(last).toBeInViewport({ ratio: 1 })
  await expect(heading(page, 'Updated')).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Home')
  await expect(row.getByRole('checkbox')).toBeFocused()
  await expect(row.getByRole('checkbox')).toBeInViewport({ ratio: 1 })
})

test('the name and its box stay at the left, and never lie over what has the focus', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const dialog = await openColumns(page)
  for (const name of ['Language', 'API', 'Created', 'Updated'])
    await dialog.getByText(name, { exact: true }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await openPerson(page, 'Grace Okonkwo')
  const row = grid(page).getByRole('row', { name: /Grace Okonkwo/ })
  const count = await row.getByRole('gridcell').count()
  await row.getByRole('gridcell').first().focus()
  /** Of the focused cell, whether it and nothing else is seen at both of its ends. */
  const isSeen = () =>
    page.evaluate(() => {
      const cell = document.activeElement?.closest('[role=gridcell], [role=columnheader]')
      const { left, right, top, height } = cell?.getBoundingClientRect() ?? new DOMRect()
      return [left + 3, right - 3].every((x) => {
        const at = document.elementFromPoint(x, top + height / 2)
        return at !== null && (cell?.contains(at) ?? false)
      })
    })
  const sees = async () => {
    await expect.poll(isSeen).toBe(true)
    const name = row.getByText('Grace Okonkwo')
    await expect(name).toBeInViewport({ ratio: 1 })
    await expect(row.getByRole('checkbox')).toBeInViewport({ ratio: 1 })
    await expect(heading(page, 'Name')).toBeInViewport({ ratio: 1 })
  }
  for (let times = 1; times < count; times++) {
    await page.keyboard.press('ArrowRight')
    await sees()
  }
  for (let times = 1; times < count; times++) {
    await page.keyboard.press('ArrowLeft')
    await sees()
  }
  // Who is selected is seen at their name too, and not at the small box alone.
  const nameCell = row.getByRole('gridcell').nth(1)
  const colour = () => nameCell.evaluate((cell) => getComputedStyle(cell).backgroundColor)
  await page.mouse.move(0, 0)
  const plain = await colour()
  await row.getByRole('checkbox').press('Space')
  await expect.poll(colour).not.toBe(plain)
  await row.getByRole('checkbox').press('Space')
  await expect.poll(colour).toBe(plain)
  // Moved to another place, the name is there as long as it can be, and stays where it would leave.
  await heading(page, 'Name').focus()
  await page.keyboard.press('Shift+ArrowRight')
  await row.getByRole('gridcell').last().focus()
  await page.keyboard.press('End')
  await sees()
  for (let times = 1; times < count; times++) {
    await page.keyboard.press('ArrowLeft')
    await expect.poll(isSeen).toBe(true)
  }
  await expect(heading(page, 'Email')).toBeInViewport({ ratio: 1 })
})

test('an email that has no room is shortened in its middle, with no gap, in any width', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const email = heading(page, 'Email')
  await email.focus()
  for (let times = 0; times < 20; times++) {
    const rows = await grid(page)
      .getByRole('gridcell', { name: /@/ })
      .evaluateAll((cells) =>
        cells.map((cell) => {
          const seen = cell.querySelector('[aria-hidden]') ?? cell.firstChild ?? cell
          const range = document.createRange()
          range.selectNodeContents(seen)
          const [box, ...more] = range.getClientRects()
          const left = cell.clientWidth - 16 - (box?.width ?? 0)
          return { text: seen.textContent ?? '', parts: more.length, left }
        }),
      )
    expect(rows.length).toBeGreaterThan(5)
    for (const { text, parts, left } of rows) {
      expect(parts).toBe(0)
      expect(left, text).toBeGreaterThan(-1)
      // No more than a letter is missing to fill it.
      if (text.includes('…')) expect(left, text).toBeLessThan(16)
    }
    await page.keyboard.press('Alt+ArrowLeft')
  }
  await expect(
    grid(page)
      .getByText(/^.{1,3}….{1,6}$/)
      .first(),
  ).toBeVisible()
})

test('rows are high or low, and what is pressed in them is never smaller than 24 px', async ({
  usher,
  space,
}) => {
  const running = await signedIn(usher, space)
  const { page } = running
  const height = async (): Promise<number> =>
    (await grid(page).getByRole('row').nth(3).boundingBox())?.height ?? 0
  expect(await height()).toBe(32)
  const box = grid(page).getByRole('row').nth(3).getByRole('gridcell').first()
  const target = await box.boundingBox()
  expect(Math.min(target?.width ?? 0, target?.height ?? 0)).toBeGreaterThanOrEqual(24)
  const dialog = await openColumns(page)
  await dialog.getByText('Comfortable').click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  expect(await height()).toBe(40)
  // Ends and pages are reckoned anew.
  await grid(page).getByRole('row').nth(1).getByRole('gridcell').nth(1).focus()
  await page.keyboard.press('Control+End')
  await expect(grid(page).locator('[role=row]:focus-within')).toBeInViewport({ ratio: 1 })
  await running.restart()
  await expect
    .poll(async () => (await grid(running.page).getByRole('row').nth(3).boundingBox())?.height)
    .toBe(40)
})
