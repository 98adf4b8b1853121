import type { Locator, Page } from '@playwright/test'
import contract from '../contract/update-profile.json' with { type: 'json' }
import { applied, patches, signedIn } from './actions'
import { expect, test } from './fixtures'

/** Goes on with Tab alone until something has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element.contains(document.activeElement))) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

test('my profile is signed in to, read, changed and applied with the keyboard alone', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const editor = page.getByRole('region', { name: 'My profile', exact: true })
  const field = (label: string): Locator => editor.getByLabel(label, { exact: true })

  await tabTo(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My profile' }))
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await page.keyboard.type(space.password)
  await page.keyboard.press('Enter')
  await expect(field('Full name')).toBeVisible()

  // Every field has its turn, in the order of the page.
  const order: string[] = []
  await tabTo(page, field('Full name'))
  for (let presses = 0; presses < 120 && order.length < contract.fields.length; presses++) {
    const name = await page.evaluate(
      () => document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? '',
    )
    if (name !== '' && name !== order.at(-1)) order.push(name)
    await page.keyboard.press('Tab')
  }
  expect(order).toEqual(contract.fields.map(({ name }) => name))

  // A section is one key away, and its first field the next.
  const sections = ['Personal', 'Billing', 'Professional', 'Notifications', 'Password']
  for (const [at, name] of sections.entries()) {
    await page.keyboard.press(`ControlOrMeta+${at + 1}`)
    await expect(editor.getByRole('heading', { name, exact: true })).toBeFocused()
    await expect(editor.getByRole('button', { name, exact: true })).toHaveAttribute('aria-current', 'true')
  }
  await page.keyboard.press('ControlOrMeta+4')
  await tabTo(page, field('Newsletter'))
  await page.keyboard.press('Space')
  await page.keyboard.press('ControlOrMeta+3')
  await tabTo(page, field('Position'))
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('Joiner')
  await expect(editor.getByText(/^2 changes · saved/)).toBeVisible()

  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByRole('heading', { name: 'Review', exact: true })).toBeFocused()
  await tabTo(page, page.getByRole('button', { name: /^Apply/ }))
  await page.keyboard.press('Enter')
  await expect(applied(page).getByText(/^Synced/)).toBeVisible()
  expect(Object.keys(patches(space)[0] as object).sort()).toEqual(['Position', 'SignUpToNewsletter'])
})
