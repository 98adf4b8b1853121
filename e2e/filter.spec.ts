import type { Locator, Page } from '@playwright/test'
import { draftMany, signedIn, status } from './actions'
import { expect, test } from './fixtures'

/** What a row of the filter panel says its yes or no would find. */
const counted = async (page: Page, name: string, side: 'Yes' | 'No'): Promise<number> => {
  const button = page.getByRole('button', {
    name: new RegExp(`^${name}.*: ${side}, [\\d,]+ (person|people)$`),
  })
  return Number(/([\d,]+) (?:person|people)$/.exec((await button.getAttribute('aria-label')) ?? '')?.[1])
}
const press = (page: Page, name: string, side: 'Yes' | 'No') =>
  page.getByRole('button', { name: new RegExp(`^${name}.*: ${side}, `) }).click()
const rows = async (page: Page): Promise<number> =>
  Number(await page.getByRole('grid', { name: 'People' }).getAttribute('aria-rowcount')) - 1
/** Roles and locations, and who has them, come after the people. */
const allRead = (page: Page) => expect(status(page).getByText(/^refreshed/)).toBeVisible()
const search = (page: Page) => page.getByLabel('Search people')
const chips = (page: Page) => page.getByRole('list', { name: 'Active filters' })

test.describe('filtering', () => {
  test.use({ spaceOptions: { users: 260 } })

  test('by clicks: each count is what the click leads to, and the text says the same', async ({
    usher,
    space,
  }) => {
    const { page } = await signedIn(usher, space)
    await page.getByText('Everyone', { exact: true }).click()
    await allRead(page)
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    for (const [tab, name, side, typed] of [
      ['Access', 'Active', 'No', '-is:active'],
      ['Activity', 'Never signed in', 'Yes', 'never-signed-in'],
      ['Activity', 'Last access: more than 90 days ago', 'No', '-last-access:>90d'],
      ['Locations', 'Northlight Harbour', 'Yes', 'location:"Northlight Harbour"'],
      ['Notifications', 'New customers', 'Yes', 'flag:on-new-member'],
      ['Roles', 'Finance, Northlight Canal Street', 'Yes', 'role:'],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click()
      // Nobody is on both sides, and nobody on neither.
      await expect
        .poll(async () => (await counted(page, name, 'Yes')) + (await counted(page, name, 'No')))
        .toBe(260)
      const count = await counted(page, name, side)
      expect(count).toBeGreaterThan(0)
      await press(page, name, side)
      await expect.poll(() => rows(page)).toBe(count)
      await expect(search(page)).toHaveValue(new RegExp(typed))
      await page.getByRole('tab', { name: new RegExp(`^${tab}.*1 active`) }).waitFor()
      await press(page, name, side)
      await expect(search(page)).toHaveValue('')
      await expect.poll(() => rows(page)).toBe(260)
    }
  })

  test('what is typed is pressed, and what is pressed stays beside what is typed', async ({
    usher,
    space,
  }) => {
    const { page } = await signedIn(usher, space)
    await page.getByText('Everyone', { exact: true }).click()
    await search(page).fill('northlight is:inactive')
    await expect(chips(page).getByText('Active: no')).toBeVisible()
    await page.getByRole('button', { name: /^Filter\s*1 active$/ }).click()
    await expect(page.getByRole('button', { name: /^Active: No/, pressed: true })).toBeVisible()
    await press(page, 'Active', 'Yes')
    await expect(search(page)).toHaveValue('northlight is:active')
    await press(page, 'API access', 'No')
    await expect(search(page)).toHaveValue('northlight is:active -flag:api-access')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog', { name: 'Filter people' })).toBeHidden()
    await expect(page.getByRole('button', { name: /^Filter\s*2 active$/ })).toBeFocused()
    await page.getByRole('button', { name: 'Remove the filter: Active: yes' }).click()
    await expect(search(page)).toHaveValue('northlight -flag:api-access')
    // The chip is gone; the next one is where one goes on.
    await expect(page.getByRole('button', { name: 'Remove the filter: API access: no' })).toBeFocused()
    await page.keyboard.press('Delete')
    await expect(search(page)).toHaveValue('northlight')
    await expect(search(page)).toBeFocused()
    await expect(chips(page)).toBeHidden()
  })

  for (const [width, height] of [
    [1280, 800],
    [900, 600],
  ] as const)
    test(`the chips stay in sight beside the open filter, which stays where it is, at ${width}×${height}`, async ({
      usher,
      space,
    }) => {
      const { app, page } = await signedIn(usher, space)
      await app.evaluate(
        ({ BrowserWindow }, [width, height]) => BrowserWindow.getAllWindows()[0]?.setSize(width, height),
        [width, height] as const,
      )
      await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width)
      await page.getByText('Everyone', { exact: true }).click()
      await page.getByRole('button', { name: 'Filter', exact: true }).click()
      const panel = page.getByRole('dialog', { name: 'Filter people' })
      const box = async (of: Locator) => (await of.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
      const before = await box(panel)
      const bottom = (await box(status(page))).y
      for (const name of [
        'Active',
        'API access',
        'Access card enabled',
        'Full administrator',
        'Two-factor',
      ]) {
        await press(page, name, 'No')
        // Its name is more than what is said: it is seen.
        expect((await box(panel.getByText(new RegExp(`^${name}`)).first())).width).toBeGreaterThan(20)
        const chip = chips(page).getByText(new RegExp(`^${name}.*: no$`))
        await expect(chip).toBeInViewport({ ratio: 1 })
        const [at, below] = [await box(chip), await box(panel)]
        expect(at.y + at.height).toBeLessThanOrEqual(below.y)
        expect(below).toEqual(before)
        expect(below.y + below.height).toBeLessThanOrEqual(bottom)
      }
      await page.getByRole('button', { name: 'Remove the filter: Active: no' }).click()
      await expect(chips(page).getByText('Active: no')).toBeHidden()
      await expect(panel).toBeVisible()
    })

  test('nobody is found: it says why in words, and the way out', async ({ usher, space }) => {
    const { page } = await signedIn(usher, space)
    await search(page).fill('grace -is:admin never-signed-in')
    await expect(page.getByText('No administrator matches “grace” with these filters')).toBeVisible()
    await page.getByText('Everyone', { exact: true }).click()
    await page.getByRole('button', { name: 'Clear search and filters' }).click()
    await expect.poll(() => rows(page)).toBe(260)
  })

  test('drafts are found and counted by their new values', async ({ usher, space }) => {
    const { page } = await signedIn(usher, space)
    await page.getByText('Everyone', { exact: true }).click()
    await allRead(page)
    const { id } = space.accounts.colleague
    const role = 4310003
    const name = 'OnIdentityCheckUpdate'
    const before = space.ids().filter((each) => space.value(each)[name] === true).length
    expect(space.value(id)[name]).toBe(false)
    await draftMany(page, space, [
      { id, field: name, mine: true },
      { id, field: 'UserRoles', mine: [role] },
    ])
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('tab', { name: 'Notifications' }).click()
    await expect.poll(() => counted(page, 'Identity checks', 'Yes')).toBe(before + 1)
    // On the server it is off: nobody vanishes from the view a draft was made in.
    expect(await counted(page, 'Identity checks', 'No')).toBe(260 - before)
    await page.getByRole('tab', { name: 'Activity' }).click()
    await press(page, 'With changes saved here', 'Yes')
    await expect.poll(() => rows(page)).toBe(1)
    await search(page).fill(`has:draft flag:identity-check role:#${role}`)
    await expect(page.getByRole('row', { name: /Grace Okonkwo/ })).toBeVisible()
    await expect.poll(() => rows(page)).toBe(1)
  })

  test('by keyboard alone', async ({ usher, space }) => {
    const { page } = await signedIn(usher, space)
    await allRead(page)
    await page.getByRole('button', { name: 'Filter', exact: true }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Find a filter')).toBeFocused()
    // Through the tabs into the numbers: arrows go from number to number.
    await page.keyboard.press('Tab')
    await expect(page.getByRole('tab', { name: 'Access' })).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('tab', { name: 'Activity' })).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: /^Active: Yes/ })).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('button', { name: /^Full administrator: No/ })).toBeFocused()
    await page.keyboard.press('End')
    await expect(page.getByRole('button', { name: /^Access card enabled: No/ })).toBeFocused()
    await page.keyboard.press('Home')
    await page.keyboard.press('Space')
    await expect(search(page)).toHaveValue('-is:active')
    await page.keyboard.press('ArrowUp')
    await expect(page.getByLabel('Find a filter')).toBeFocused()
    await page.keyboard.type('harbour')
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('button', { name: /Harbour.*: Yes/ }).first()).toBeFocused()
    // The first Escape gives the list back, the second closes the panel.
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('tab', { name: 'Access' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: /^Filter\s*1 active$/ })).toBeFocused()
    // Who tabs out of it is done with it.
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Find a filter')).toBeFocused()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await expect(page.getByRole('dialog', { name: 'Filter people' })).toBeHidden()
  })
})

test('chips that do not fit beside an open filter are reached with a plain mouse', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  await search(page).fill(
    '-is:inactive -never-signed-in last-access:>90d flag:on-new-member location:Harbour -role:Finance has:draft -is:admin',
  )
  const [first, last] = [
    chips(page).getByText('Active: yes'),
    chips(page).getByText('Full administrator: no'),
  ]
  await page.getByRole('button', { name: /^Filter/ }).click()
  await expect(last).toBeInViewport()
  await expect(first).not.toBeInViewport()
  await last.hover()
  await page.mouse.wheel(0, -4000)
  await expect(first).toBeInViewport()
  await expect(page.getByLabel('Find a filter')).toBeVisible()
})

test('an open filter stays within its bar when the window becomes smaller', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('button', { name: /^Filter/ }).click()
  const panel = page.getByRole('dialog', { name: 'Filter people' })
  const right = async (): Promise<number> => {
    const box = await panel.boundingBox()
    return (box?.x ?? Infinity) + (box?.width ?? 0)
  }
  expect(await right()).toBeLessThanOrEqual(1280)
  await page.setViewportSize({ width: 900, height: 600 })
  await expect.poll(right).toBeLessThanOrEqual(900)
})

test.describe('an account that may not read roles', () => {
  test.use({ spaceOptions: { users: 60 } })

  test('is told why nobody can be found by them', async ({ usher, space }) => {
    space.fault({ kind: 'status', status: 401, path: '/api/security/userroles', times: 99 })
    const { page } = await signedIn(usher, space)
    await allRead(page)
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('tab', { name: 'Roles' }).click()
    await expect(page.getByText('Your account may not read the list of roles.')).toBeVisible()
  })
})
