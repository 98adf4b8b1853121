import axe from 'axe-core'
import type { Page } from '@playwright/test'
import { draft, draftMany, enterPortal, openPerson, openProfile, openReview, signedIn } from './actions'
import { expect, test } from './fixtures'
import type { RunningUsher } from './usher'

/** WCAG 2.2 AA as far as a tool can tell, on every screen, in both themes. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
    const { violations } = await axe.run({ runOnly: tags })
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target.join(' ')}`))
  })
}

async function inBothThemes({ app, page }: RunningUsher, what: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await app.evaluate(({ nativeTheme }, theme) => {
      nativeTheme.themeSource = theme
    }, theme)
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme)
    expect(await violations(page), `${what}, ${theme}`).toEqual([])
  }
}

test('sign-in, also when it was refused', async ({ usher, space }) => {
  const running = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
  await expect(running.page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await inBothThemes(running, 'sign-in')
  await running.page.getByRole('button', { name: 'Sign in' }).click()
  await expect(running.page.getByLabel('Space address')).toHaveAttribute('aria-invalid', 'true')
  await inBothThemes(running, 'sign-in refused')
})

test('people, editor, review and conflict', async ({ usher, space }) => {
  const running = await signedIn(usher, space)
  const { page } = running
  await inBothThemes(running, 'people')
  const editor = await openPerson(page, 'Grace Okonkwo')
  await draft(editor, 'Full name', 'Grace O.')
  await inBothThemes(running, 'editor')
  space.edit(space.accounts.colleague.id, { FullName: 'Gracie' })
  await openReview(page)
  // The review reads the record by itself, and finds out.
  await expect(
    page.getByRole('region', { name: 'Review' }).getByText('Conflict', { exact: true }),
  ).toBeVisible()
  await inBothThemes(running, 'review with a conflict')
  await page.getByRole('button', { name: /^Compare/ }).click()
  await page.getByText('Another value').click()
  await expect(page.getByText(/^Changed by/)).toBeVisible()
  await inBothThemes(running, 'conflict')
})

test('selecting, arranging columns and editing many', async ({ usher, space }) => {
  const running = await signedIn(usher, space)
  const { page } = running
  await page.getByRole('checkbox', { name: 'Select all in this list' }).click()
  await page.getByLabel('Search people').fill('grace')
  await expect(page.getByText(/are not in this list/)).toBeVisible()
  await inBothThemes(running, 'selection')
  await page.getByRole('button', { name: 'Columns' }).click()
  await inBothThemes(running, 'columns')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Edit…' }).click()
  const dialog = page.getByRole('dialog', { name: /^Edit/ })
  await dialog.getByRole('radiogroup', { name: 'Active' }).getByText('On', { exact: true }).click()
  await dialog.getByRole('button', { name: /^Add / }).first().click()
  await inBothThemes(running, 'bulk edit')
})

test('filters, saved views, and what may not be read', async ({ usher, space }) => {
  space.fault({ kind: 'status', status: 401, path: '/api/security/userroles', times: 99 })
  const running = await signedIn(usher, space)
  const { page } = running
  await expect(page.getByRole('contentinfo', { name: 'Status' }).getByText(/^refreshed/)).toBeVisible()
  await page.getByLabel('Search people').fill('is:inactive -has:draft')
  await page.getByRole('button', { name: /^Filter.*2 active/ }).click()
  await expect(page.getByRole('button', { name: /^Active: No, \d/, pressed: true })).toBeVisible()
  await inBothThemes(running, 'filter')
  await page.getByLabel('Find a filter').fill('harbour')
  await inBothThemes(running, 'filters found')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Views', exact: true }).click()
  await page.getByLabel('Save what you see as').fill('Gone')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Rename Gone' }).click()
  await page.getByRole('textbox', { name: 'Rename Gone' }).fill('')
  await expect(page.getByText('Give the view a name.')).toBeVisible()
  await inBothThemes(running, 'saved views')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '1 thing your account may not read' }).click()
  await expect(page.getByText(/^The list of roles/)).toBeVisible()
  await inBothThemes(running, 'what may not be read')
})

test('my profile: its sign-in, its forms and what is wrong in them', async ({ usher, space }) => {
  const running = await signedIn(usher, space)
  const { page } = running
  await openProfile(page)
  await expect(page.getByRole('button', { name: 'Sign in to the portal' })).toBeVisible()
  await inBothThemes(running, 'portal found')
  await page.getByRole('button', { name: 'Sign in to the portal' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await inBothThemes(running, 'portal refused')
  const editor = await enterPortal(page, space.password)
  await draft(editor, 'Website', 'no website')
  await editor.getByLabel('Tags').fill('oak')
  await editor.getByLabel('Tags').press('Enter')
  await editor.getByLabel('Summary', { exact: true }).fill('## Hello\n\n- one')
  await editor.getByRole('button', { name: 'Show preview' }).click()
  await editor.getByRole('button', { name: 'Change password' }).click()
  await expect(editor.getByText('Current password is needed.')).toBeVisible()
  await inBothThemes(running, 'profile')
  await editor.getByRole('button', { name: 'Suggest a summary' }).click()
  await expect(
    editor.getByRole('region', { name: 'Suggested summary' }).or(editor.getByRole('alert')),
  ).toBeVisible()
  await inBothThemes(running, 'suggestion')
  await openReview(page)
  await inBothThemes(running, 'review of a profile')
})

test('the review in all its states', async ({ usher, space }) => {
  const running = await signedIn(usher, space)
  const { page } = running
  await openReview(page)
  await inBothThemes(running, 'nothing to review')
  const ids = space.ids().slice(1, 6)
  const { id } = space.accounts.editor
  const places = space.value(id)['Businesses'] as number[]
  const more = [...new Set(space.ids().flatMap((one) => space.value(one)['Businesses'] as number[]))]
  await draftMany(page, space, [
    ...ids.map((one) => ({ id: one, field: 'OnPurchases', mine: space.value(one)['OnPurchases'] !== true })),
    { id, field: 'Businesses', mine: [...new Set([...places, ...more])] },
    { id, field: 'Email', mine: 'no address' },
  ])
  await expect(page.getByText('Checked against the server just now')).toBeVisible()
  await inBothThemes(running, 'plan')
  await page.getByText('By field').click()
  await inBothThemes(running, 'by field')
  await page.getByLabel('Filter changes').fill('nothing is like this')
  await inBothThemes(running, 'nothing found')
  await page.getByRole('button', { name: 'Clear the filter' }).last().click()
  await page.getByText('By person').click()
  space.fault({ kind: 'unsuccessful', message: 'Not on a Monday.', method: 'PUT' })
  const hang = space.fault({ kind: 'hang', when: 'before', method: 'PUT' })
  await page.getByRole('button', { name: /^Apply/ }).click()
  await hang.hit
  await inBothThemes(running, 'sending')
  await page.getByRole('button', { name: 'Pause' }).click()
  hang.release()
  await expect(page.getByText(/^Sending is paused/).first()).toBeVisible()
  await inBothThemes(running, 'paused and failed')
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByLabel('Search what was applied').fill('purchases')
  await expect(page.getByText(/^Synced/).nth(1)).toBeVisible()
  await inBothThemes(running, 'journal')
  await page.getByRole('button', { name: 'Work offline' }).click()
  await inBothThemes(running, 'offline')
})

test('the whole of a short job without a mouse', async ({ usher, space }) => {
  const running = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
  const { page } = running
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await page.getByLabel('Space address').focus()
  await page.keyboard.type('northlight')
  await page.keyboard.press('Tab')
  await page.keyboard.type(space.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(space.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('grid', { name: 'People' })).toBeVisible()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('grace okonkwo')
  await expect(page.getByText('1 match').first()).toBeVisible()
  await page
    .getByRole('gridcell', { name: /Grace Okonkwo/ })
    .first()
    .focus()
  await page.keyboard.press('Enter')
  const editor = page.getByRole('region', { name: 'Grace Okonkwo' })
  await editor.getByLabel('Full name').focus()
  await page.keyboard.press('End')
  await page.keyboard.type('-Reyes')
  await expect(editor.getByText(/^1 change · saved/)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Review', exact: true })).toBeVisible()
  await page.getByRole('button', { name: /^Apply/ }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => space.value(space.accounts.colleague.id)['FullName']).toBe('Grace Okonkwo-Reyes')
})
