import { expect, type Locator, type Page } from '@playwright/test'
import type { Space } from '../src/space/space'
import type { RunningUsher } from './usher'

/** What people do, in the words they see; specs are written in these. */

export async function fillSignIn(
  page: Page,
  form: { address?: string; email: string; password: string },
): Promise<void> {
  await page.getByLabel('Space address').fill(form.address ?? 'northlight')
  await page.getByLabel('Email', { exact: true }).fill(form.email)
  await page.getByLabel('Password', { exact: true }).fill(form.password)
}

export async function signIn(page: Page, account: { email: string; password: string }): Promise<void> {
  await fillSignIn(page, account)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('grid', { name: 'People' })).toBeVisible()
}

/** An Usher that is signed in to the test's space, through the same fields as everybody. */
export async function signedIn(
  usher: { launch(options: { apiUrl: string; portalUrl: string }): Promise<RunningUsher> },
  space: Space,
): Promise<RunningUsher> {
  const running = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
  await signIn(running.page, space)
  return running
}

/** Finds a person by searching and opens their record. @returns the editor */
export async function openPerson(page: Page, name: string): Promise<Locator> {
  await page.getByLabel('Search people').fill(name)
  await page.getByRole('grid', { name: 'People' }).getByText(name, { exact: true }).first().click()
  const editor = page.getByRole('region', { name, exact: true })
  await expect(editor.getByLabel('Full name')).toBeVisible()
  return editor
}

/** Types a value and waits until it is said to be on this computer. */
export async function draft(editor: Locator, label: string, value: string): Promise<void> {
  await editor.getByLabel(label, { exact: true }).fill(value)
  await expect(editor.getByText('Saved on this computer').first()).toBeVisible()
}

export async function openReview(page: Page): Promise<void> {
  await page.getByRole('navigation').getByText('Review').click()
  await expect(page.getByRole('heading', { name: 'Review', exact: true })).toBeVisible()
}

/** One change, as the editor would draft it. */
export interface Drafted {
  readonly id: number
  readonly field: string
  readonly mine: string | number | boolean | readonly number[]
}

/** Drafts for many people what would take minutes through the editor: by the window's own way to main. */
export async function draftMany(page: Page, space: Space, changes: readonly Drafted[]): Promise<void> {
  const edits = changes.map((change) => ({ ...change, base: space.value(change.id)[change.field] ?? null }))
  await page.evaluate(async (edits) => {
    type Call = (args: unknown) => Promise<{ readonly ok: boolean }>
    const { calls } = (window as unknown as { usher: { calls: Readonly<Record<string, Call>> } }).usher
    const session = (await calls['session.state']?.(undefined)) as {
      value?: { account?: { account: number } | null }
    }
    const account = session.value?.account?.account
    for (const edit of edits) {
      await calls['users.open']?.({ id: edit.id })
      const answer = await calls['drafts.edit']?.({ account, ...edit })
      if (!answer?.ok) throw new Error(`${edit.field} of ${edit.id} was not drafted`)
    }
  }, edits)
}

/** What is drafted for one person, or of one field, in the review. */
export const group = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })
export const applied = (page: Page): Locator => page.getByRole('region', { name: 'Recently applied' })
export const applyButton = (page: Page): Locator => page.getByRole('button', { name: /^Apply/ })
export const status = (page: Page): Locator => page.getByRole('contentinfo', { name: 'Status' })

/** A notification turned over: a change that raises nothing and sends nothing. */
export function turned(space: Space, id: number): Drafted {
  return { id, field: 'OnNewMember', mine: space.value(id)['OnNewMember'] !== true }
}

export async function openProfile(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByText('My profile').click()
}

export const portalForm = (page: Page): Locator => page.getByRole('region', { name: 'Open your own profile' })

/** Signs in to the portal of the location that was found, as people do. @returns the editor */
export async function enterPortal(page: Page, password: string): Promise<Locator> {
  await openProfile(page)
  await expect(portalForm(page).getByText('Northlight Canal Street')).toBeVisible()
  await sendPassword(page, password)
  const editor = page.getByRole('region', { name: 'My profile', exact: true })
  await expect(editor.getByLabel('Full name')).toBeVisible()
  return editor
}

/** The portal's sign-in, once the location is known and the email stands there. */
export async function sendPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in to the portal' }).click()
}

/** All that was signed in with counts no more. */
export function endSignIns(space: Space): void {
  space.revokeRefreshTokens()
  space.expireAccessTokens()
}

/** My profile, signed in to the portal. @returns its editor, and the profile's id */
export async function profileOf(
  usher: Parameters<typeof signedIn>[0],
  space: Space,
): Promise<{ running: RunningUsher; page: Page; editor: Locator; id: number }> {
  const running = await signedIn(usher, space)
  const editor = await enterPortal(running.page, space.password)
  return { running, page: running.page, editor, id: space.profiles(space.accounts.admin.id)[0] ?? 0 }
}

/** The bodies of the updates that a portal got. */
export function patches(space: Space): unknown[] {
  return space.requests
    .filter(({ method }) => method === 'PATCH')
    .map(({ body }) => JSON.parse(body) as unknown)
}

/** Applies all that is drafted, and waits until the server has it. */
export async function apply(page: Page): Promise<void> {
  await openReview(page)
  await applyButton(page).click()
  await expect(
    applied(page)
      .getByText(/^Synced/)
      .first(),
  ).toBeVisible()
}
