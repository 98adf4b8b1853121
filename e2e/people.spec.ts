import { openPerson, draft, signedIn } from './actions'
import { expect, test } from './fixtures'

test.describe('the grid', () => {
  test.use({ spaceOptions: { users: 260 } })

  test('administrators first, everyone by one press, and how far the filling is', async ({
    usher,
    space,
  }) => {
    const { page } = await signedIn(usher, space)
    await expect(page.getByText(/40 administrators/).first()).toBeVisible()
    await page.getByText('Everyone', { exact: true }).click()
    await expect(page.getByText(/260 people/).first()).toBeVisible()
    const grid = page.getByRole('grid', { name: 'People' })
    await expect(grid).toHaveAttribute('aria-rowcount', '261')
    // Virtual: of 260 people only those on the screen and a few more are rows.
    expect(await grid.getByRole('row').count()).toBeLessThan(60)
  })

  test('rows are usable after the first page, while the rest is still on its way', async ({
    usher,
    space,
  }) => {
    const running = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
    // The second page hangs: what is shown came with the first.
    const hang = space.fault({ kind: 'hang', when: 'before', path: '/api/sys/users', skip: 2 })
    const { signIn } = await import('./actions')
    await signIn(running.page, space)
    await hang.hit
    await expect(running.page.getByText(/100 of 260/).first()).toBeVisible()
    await openPerson(running.page, 'Grace Okonkwo')
    hang.release()
    await expect(running.page.getByText(/260 people are here/).first()).toBeAttached()
  })

  test('search: parts of names and emails, any order, without accents and case', async ({ usher, space }) => {
    const { page } = await signedIn(usher, space)
    await page.getByText('Everyone', { exact: true }).click()
    const search = page.getByLabel('Search people')
    const grid = page.getByRole('grid', { name: 'People' })
    for (const query of ['okonk', 'GRACE', 'okonkwo grace', 'grace@northlight', 'ókonkwö']) {
      await search.fill(query)
      await expect(grid.getByRole('row', { name: /Grace Okonkwo/ })).toBeVisible()
    }
    await search.fill('nobody has this name')
    await expect(page.getByText(/nobody has this name/).first()).toBeVisible()
    await page.getByRole('button', { name: 'Clear search' }).first().click()
    await expect(page.getByText(/260 people/).first()).toBeVisible()
  })

  test('the number in the bar never stands beside words of another question', async ({ usher, space }) => {
    const { page } = await signedIn(usher, space)
    await page.getByText('Everyone', { exact: true }).click()
    const count = (words: string) => page.getByText(words, { exact: true })
    await count('260 people').evaluate((element) => {
      const said = new Set<string>()
      Object.assign(window, { said })
      new MutationObserver(() => said.add(element.textContent)).observe(element, {
        ...{ subtree: true, childList: true, characterData: true },
      })
    })
    const search = page.getByLabel('Search people')
    await search.fill('grace okonkwo')
    await expect(count('1 match')).toBeVisible()
    await search.fill('')
    await expect(count('260 people')).toBeVisible()
    await page.getByText('Administrators', { exact: true }).click()
    await expect(count('40 administrators')).toBeVisible()
    const said = await page.evaluate(() => [...(window as unknown as { said: Set<string> }).said])
    expect(said.sort()).toEqual(['1 match', '260 people', '40 administrators'])
  })

  test('a name that is read from the right stands beside its picture too', async ({ usher, space }) => {
    const { page } = await signedIn(usher, space)
    await page.getByLabel('Search people').fill('محمد')
    const name = page
      .getByRole('grid', { name: 'People' })
      .locator('bdi', { hasText: /[\u0600-\u06ff]/ })
      .first()
    await expect(name).toBeVisible()
    const room = await name.evaluate((element) => {
      const text = document.createRange()
      text.selectNodeContents(element)
      const picture = element.previousElementSibling?.getBoundingClientRect()
      return text.getBoundingClientRect().left - (picture?.right ?? Infinity)
    })
    expect(room).toBeGreaterThanOrEqual(8)
  })

  test('sorting by a column, with and without a mouse', async ({ usher, space }) => {
    const { page } = await signedIn(usher, space)
    const grid = page.getByRole('grid', { name: 'People' })
    const head = grid.getByRole('columnheader', { name: /^Email/ })
    await head.click()
    await expect(head).toHaveAttribute('aria-sort', 'ascending')
    const emails = () =>
      grid
        .getByRole('row')
        .evaluateAll((rows) => rows.slice(1, 9).map((row) => row.children[2]?.textContent ?? ''))
    const up = await emails()
    expect(up).toEqual([...up].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' })))
    await head.press('Enter')
    await expect(head).toHaveAttribute('aria-sort', 'descending')
    await expect.poll(emails).not.toEqual(up)
  })

  test('every key of a grid: rows, pages, ends, opening, and back to where one was', async ({
    usher,
    space,
  }) => {
    const { page } = await signedIn(usher, space)
    await page.getByText('Everyone', { exact: true }).click()
    const grid = page.getByRole('grid', { name: 'People' })
    await expect(grid).toHaveAttribute('aria-rowcount', '261')
    await grid.getByRole('row').nth(1).getByRole('gridcell').nth(1).focus()
    const active = () =>
      page.evaluate(() => document.activeElement?.closest('[role=row]')?.getAttribute('aria-rowindex'))
    await page.keyboard.press('ArrowDown')
    await expect.poll(active).toBe('3')
    await page.keyboard.press('Control+End')
    await expect.poll(active).toBe('261')
    await page.keyboard.press('Control+Home')
    await expect.poll(active).toBe('2')
    await page.keyboard.press('PageDown')
    await expect.poll(async () => Number(await active())).toBeGreaterThan(10)
    const where = await active()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('navigation', { name: 'Sections' })).toBeHidden()
    await expect.poll(active).toBe(where)
    await page.keyboard.press('Control+f')
    await expect(page.getByLabel('Search people')).toBeFocused()
  })

  test('pending values are shown, marked, found, and stay in the view they were made in', async ({
    usher,
    space,
  }) => {
    const { page } = await signedIn(usher, space)
    const editor = await openPerson(page, 'Grace Okonkwo')
    await draft(editor, 'Full name', 'Zora Neale')
    await page.getByLabel('Search people').fill('zora')
    const row = page.getByRole('row', { name: /Zora Neale/ })
    await expect(row.getByText('Saved on this computer')).toBeVisible()
    await editor.getByRole('switch', { name: 'Full administrator' }).click()
    await expect(editor.getByText(/2 changes · saved/)).toBeVisible()
    // No administrator any more, as soon as that is applied; until then among them.
    await page.getByLabel('Search people').fill('neale')
    await expect(page.getByRole('radio', { name: 'Administrators' })).toBeChecked()
    await expect(page.getByRole('row', { name: /Zora Neale/ })).toHaveCount(1)
  })
})

test('a person who left the server leaves the list', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  await page.getByText('Everyone', { exact: true }).click()
  await expect(page.getByText(/60 people/).first()).toBeVisible()
  const gone = space.ids().at(-1) ?? 0
  space.remove(gone)
  // Two complete readings without them: one miss proves nothing.
  const readings = () => space.requests.filter((r) => r.query.includes('page=1&size=100')).length
  const refresh = page.getByRole('button', { name: 'Refresh people' })
  for (let times = 0; times < 2; times++) {
    await expect(page.getByText(/60 people/).first()).toBeVisible()
    await expect(refresh).toHaveAttribute('aria-busy', 'false')
    const before = readings()
    await refresh.click()
    await expect.poll(readings).toBeGreaterThan(before)
  }
  await expect(page.getByText(/59 people/).first()).toBeVisible()
})
