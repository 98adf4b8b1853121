import type { Page } from '@playwright/test'
import { draft, openPerson, openReview, signedIn } from './actions'
import { expect, test } from './fixtures'

const person = 'Grace Okonkwo'
const user = '/api/sys/users'

const applied = (page: Page) => page.getByRole('region', { name: 'Recently applied' })
const waiting = (page: Page, name = person) => page.getByRole('region', { name, exact: true })

/** Drafts a new name for one person, and stops at the review. */
async function draftName(page: Page): Promise<void> {
  const editor = await openPerson(page, person)
  await draft(editor, 'Full name', 'Grace O.')
  await openReview(page)
}
const apply = (page: Page) => page.getByRole('button', { name: /^Apply/ }).click()

test('an applied edit costs three requests: read, write, read', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  await draftName(page)
  space.clearRequests()
  await apply(page)
  await expect(applied(page).getByText(/^Synced/)).toBeVisible()
  const { id } = space.accounts.colleague
  const own = space.requests.filter(({ path }) => path === user || path === `${user}/${id}`)
  expect(own.map((request) => request.method)).toEqual(['GET', 'PUT', 'GET'])
})

test('one side changed: it is taken, and their change stays', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  await draftName(page)
  const { id } = space.accounts.colleague
  space.edit(id, { OnPurchases: false, Language: 1 })
  await apply(page)
  await expect(applied(page).getByText(/^Synced/)).toBeVisible()
  expect(space.value(id)).toMatchObject({ FullName: 'Grace O.', OnPurchases: false, Language: 1 })
})

test('both sides made the same change: done, without a write', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  await draftName(page)
  space.edit(space.accounts.colleague.id, { FullName: 'Grace O.' })
  await apply(page)
  await expect(page.getByRole('heading', { name: 'Nothing to review' })).toBeVisible()
  expect(space.requests.some((request) => request.method === 'PUT')).toBe(false)
})

for (const keep of ['mine', 'theirs'] as const)
  test(`both differ: a conflict is held and shown, nothing is sent, and a person keeps ${keep}`, async ({
    usher,
    space,
  }) => {
    const { page } = await signedIn(usher, space)
    await draftName(page)
    const { id } = space.accounts.colleague
    space.edit(id, { FullName: 'Gracie Okonkwo' })
    await apply(page)
    const entry = waiting(page)
    await expect(entry.getByText('Conflict', { exact: true })).toBeVisible()
    for (const value of [person, 'Grace O.', 'Gracie Okonkwo'])
      await expect(entry.getByText(value).first()).toBeVisible()
    expect(space.requests.some((request) => request.method === 'PUT')).toBe(false)
    if (keep === 'mine') {
      await entry.getByRole('button', { name: /^Keep mine/ }).click()
      await expect(entry.getByText('Saved on this computer')).toBeVisible()
      await apply(page)
      await expect(applied(page).getByText(/^Synced/)).toBeVisible()
      expect(space.value(id)['FullName']).toBe('Grace O.')
    } else {
      await entry.getByRole('button', { name: /^Take theirs/ }).click()
      await expect(page.getByRole('heading', { name: 'Nothing to review' })).toBeVisible()
      expect(space.value(id)['FullName']).toBe('Gracie Okonkwo')
    }
  })

test('a moved UpdatedOn alone is no conflict', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  await draftName(page)
  space.touch(space.accounts.colleague.id)
  await apply(page)
  await expect(applied(page).getByText(/^Synced/)).toBeVisible()
})

for (const omitted of ['cleared', 'kept'] as const)
  test.describe(`omitted fields ${omitted}`, () => {
    test.use({ spaceOptions: { users: 30, omitted } })
    test('a required field that did not come: refused to send, and explained', async ({ usher, space }) => {
      const { page } = await signedIn(usher, space)
      await draftName(page)
      space.fault({ kind: 'drop', fields: ['PasswordSalt'], method: 'GET', path: user, times: Infinity })
      await apply(page)
      await expect(waiting(page).getByText('Cannot be sent', { exact: true })).toBeVisible()
      await expect(waiting(page).getByText(/Password salt/)).toBeVisible()
      expect(space.requests.some((request) => request.method === 'PUT')).toBe(false)
    })
  })

test('a refusal is put on the field it names, in the server’s words', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  const editor = await openPerson(page, person)
  await draft(editor, 'Email', 'ada@northlight.example')
  await openReview(page)
  await apply(page)
  await expect(waiting(page).getByText('Refused', { exact: true })).toBeVisible()
  await expect(waiting(page).getByText(/refused this: “is already in use”/)).toBeVisible()
  await waiting(page).getByRole('button', { name: person, exact: true }).click()
  const email = page.getByRole('region', { name: person, exact: true }).getByLabel('Email', { exact: true })
  await expect(email).toHaveAttribute('aria-invalid', 'true')
  await expect(email).toHaveAccessibleDescription(/is already in use/)
})

test('a 200 that says it failed is a refusal', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  await draftName(page)
  space.fault({ kind: 'unsuccessful', message: 'Not on a Monday.', method: 'PUT' })
  await apply(page)
  await expect(waiting(page).getByText('Refused', { exact: true })).toBeVisible()
  await expect(waiting(page).getByText(/Not on a Monday/)).toBeVisible()
})

test.describe('an answer that settles nothing keeps the draft, says so, and goes on by itself', () => {
  for (const [what, fault, words] of [
    ['409', { kind: 'status', status: 409, retryAfter: 1 }, /busy|wait/i],
    ['429', { kind: 'status', status: 429, retryAfter: 1 }, /busy|wait/i],
    ['500', { kind: 'status', status: 500 }, /server failed/i],
    ['503 page', { kind: 'status', status: 503 }, /server failed/i],
    ['a page', { kind: 'html' }, /not as a Nexudus space/i],
  ] as const)
    test(what, async ({ usher, space }) => {
      const { page } = await signedIn(usher, space)
      await draftName(page)
      const handle = space.fault({ ...fault, method: 'PUT', times: Infinity })
      space.clearRequests()
      await apply(page)
      await expect(page.getByText(words).first()).toBeVisible()
      await expect(waiting(page).getByText(/^Queued/)).toBeVisible()
      await expect.poll(() => handle.hits).toBeGreaterThan(0)
      // Waiting means waiting: the list is not read anew meanwhile.
      expect(space.requests.filter((r) => r.method === 'GET' && r.path === user)).toEqual([])
      handle.cancel()
      await expect(applied(page).getByText(/^Synced/)).toBeVisible({ timeout: 20_000 })
      expect(space.value(space.accounts.colleague.id)['FullName']).toBe('Grace O.')
    })
})

for (const when of ['before', 'after'] as const)
  test(`a connection that breaks ${when} the server acted: delivered exactly once`, async ({
    usher,
    space,
  }) => {
    const { page } = await signedIn(usher, space)
    await draftName(page)
    space.fault({ kind: 'reset', when, method: 'PUT' })
    await apply(page)
    await expect(applied(page).getByText(/^Synced/)).toBeVisible({ timeout: 20_000 })
    const puts = space.requests.filter((request) => request.method === 'PUT')
    expect(puts).toHaveLength(when === 'before' ? 2 : 1)
    expect(space.value(space.accounts.colleague.id)['FullName']).toBe('Grace O.')
  })

for (const status of [401, 403] as const)
  test(`a permission that is missing (${status}) is named, and the draft stays`, async ({ usher, space }) => {
    const { page } = await signedIn(usher, space)
    await draftName(page)
    space.fault({ kind: 'status', status, method: 'PUT', times: 2 })
    await apply(page)
    await expect(waiting(page).getByText('Refused', { exact: true })).toBeVisible()
    await expect(waiting(page).getByText(/User-Edit/)).toBeVisible()
    const retry = waiting(page).getByRole('button', { name: /^Try again/ })
    await retry.click()
    // Once for the token and once for a fresh one, or once alone.
    if (status === 403) await retry.click()
    await expect(applied(page).getByText(/^Synced/)).toBeVisible()
  })

test('a person who is gone: the draft stays until it is discarded, and can be brought back', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  await draftName(page)
  space.remove(space.accounts.colleague.id)
  await apply(page)
  await expect(waiting(page).getByText('Gone from the server', { exact: true })).toBeVisible()
  await expect(waiting(page).getByText('Grace O.')).toBeVisible()
  await waiting(page)
    .getByRole('button', { name: /^Discard/ })
    .click()
  await expect(waiting(page)).toBeHidden()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(waiting(page).getByText('Grace O.')).toBeVisible()
})

test('killed while the answer is out: the next start finds out and does not send twice', async ({
  usher,
  space,
}) => {
  const running = await signedIn(usher, space)
  await draftName(running.page)
  const hang = space.fault({ kind: 'hang', when: 'after', method: 'PUT' })
  await apply(running.page)
  await hang.hit
  await running.kill()
  hang.cancel()
  await running.restart()
  await openReview(running.page)
  await expect(applied(running.page).getByText(/^Synced/)).toBeVisible()
  await expect(applied(running.page).getByText('Grace O.').first()).toBeVisible()
  expect(space.requests.filter((request) => request.method === 'PUT')).toHaveLength(1)
})

test('applied while offline: waits in words, can be held, and goes out when online again', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  await draftName(page)
  await page.getByRole('button', { name: 'Work offline' }).click()
  await apply(page)
  await expect(waiting(page).getByText('Offline', { exact: true })).toBeVisible()
  await waiting(page).getByRole('button', { name: /^Hold/ }).click()
  await expect(waiting(page).getByText('Saved on this computer')).toBeVisible()
  await apply(page)
  await page.getByRole('button', { name: 'Work offline' }).click()
  await expect(applied(page).getByText(/^Synced/)).toBeVisible()
})

test('an applied change is undone by a draft that is reviewed like any other', async ({ usher, space }) => {
  const { page } = await signedIn(usher, space)
  await draftName(page)
  await apply(page)
  await applied(page).getByRole('button', { name: /^Undo/ }).click()
  await expect(waiting(page, 'Grace O.').getByText(person).first()).toBeVisible()
  expect(space.value(space.accounts.colleague.id)['FullName']).toBe('Grace O.')
  await apply(page)
  await expect.poll(() => space.value(space.accounts.colleague.id)['FullName']).toBe(person)
})
