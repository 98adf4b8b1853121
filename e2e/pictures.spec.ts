import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Space } from '../src/space/space'
import { openPerson, signedIn, signIn } from './actions'
import { expect, test } from './fixtures'

/** People's pictures in the list. */

const getavatar = '/api/sys/users/getavatar/'
const asked = (space: Space): number[] =>
  space.requests
    .filter(({ path }) => path.startsWith(getavatar))
    .map(({ path }) => Number(path.slice(getavatar.length)))
const grid = (page: Page) => page.getByRole('grid', { name: 'People' })
const hasPicture = (space: Space, id: number): boolean => space.value(id)['AvatarFileName'] !== null

/** Whoever stands in a row that is all in view, and whether their picture does. */
async function inView(page: Page, space: Space): Promise<{ id: number; picture: boolean }[]> {
  const rows = await grid(page).evaluate((grid) => {
    const { bottom } = grid.getBoundingClientRect()
    const [head, ...rows] = [...grid.querySelectorAll('[role=row]')]
    const top = head?.getBoundingClientRect().bottom ?? 0
    return rows
      .filter((row) => {
        const box = row.getBoundingClientRect()
        return box.top >= top - 1 && box.bottom <= bottom + 1
      })
      .map((row) => ({
        text: row.textContent,
        picture: [...row.querySelectorAll('img')].some((img) => img.complete && img.naturalWidth > 0),
      }))
  })
  const people = space.ids().map((id) => ({ id, email: String(space.value(id)['Email']) }))
  return rows.map(({ text, picture }) => ({
    id: people.find(({ email }) => text.includes(email))?.id ?? 0,
    picture,
  }))
}
/** Everybody in view who has a picture is shown with it, and nobody else. @returns how many there are */
async function expectPictures(page: Page, space: Space): Promise<number> {
  await expect
    .poll(async () =>
      (await inView(page, space)).filter(({ id, picture }) => picture !== hasPicture(space, id)),
    )
    .toEqual([])
  const people = await inView(page, space)
  expect(people.length).toBeGreaterThan(5)
  return people.filter(({ picture }) => picture).length
}
async function everyone(page: Page, count: number): Promise<void> {
  await page.getByText('Everyone', { exact: true }).click()
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(count + 1))
}

test('who has a picture is shown with it, asked for once, offline too, until one signs out', async ({
  usher,
  space,
}) => {
  const running = await signedIn(usher, space)
  await everyone(running.page, 60)
  expect(await expectPictures(running.page, space)).toBeGreaterThan(1)
  const first = asked(space)
  expect(first.filter((id) => !hasPicture(space, id))).toEqual([])
  expect(new Set(first).size).toBe(first.length)

  await running.restart({ online: false })
  await everyone(running.page, 60)
  await expectPictures(running.page, space)
  expect(asked(space)).toEqual(first)

  const folder = join(running.userData, 'pictures')
  expect(readdirSync(folder)).toHaveLength(1)
  await running.page.getByRole('button', { name: 'Sign out' }).click()
  await expect.poll(() => readdirSync(folder)).toEqual([])
})

test('another account has pictures of its own', async ({ usher, space }) => {
  const { page, userData } = await signedIn(usher, space)
  await everyone(page, 60)
  await expectPictures(page, space)
  const [address = ''] = await grid(page)
    .locator('img')
    .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).src))
  const status = (address: string) => page.evaluate(async (url) => (await fetch(url)).status, address)
  expect(await status(address)).toBe(200)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByLabel('Space address')).toBeVisible()
  expect(await status(`${address}&`)).toBe(404)
  space.clearRequests()
  await signIn(page, space.accounts.colleague)
  expect(await status(`${address}&`)).toBe(404)
  await everyone(page, 60)
  await expectPictures(page, space)
  expect(asked(space).length).toBeGreaterThan(0)
  expect(readdirSync(join(userData, 'pictures'))).toHaveLength(1)
})

test.describe('a long list', () => {
  test.use({ spaceOptions: { users: 600 } })

  test('nothing is asked for of those who are scrolled past', async ({ usher, space }) => {
    const { page } = await signedIn(usher, space)
    await expect(page.getByText(/600 people are here/).first()).toBeAttached()
    await everyone(page, 600)
    await expectPictures(page, space)
    space.clearRequests()
    await grid(page).evaluate(
      (grid) =>
        new Promise<void>((done) => {
          const step = (): void => {
            grid.scrollTop += 240
            if (grid.scrollTop + grid.clientHeight >= grid.scrollHeight - 1) done()
            else requestAnimationFrame(step)
          }
          step()
        }),
    )
    await expectPictures(page, space)
    const { length } = await inView(page, space)
    // One more row may be half in view at either end.
    expect(asked(space).length).toBeLessThanOrEqual(length + 2)
  })
})

test('a draft that takes the picture away shows in the list, and so does its end', async ({
  usher,
  space,
}) => {
  const { page } = await signedIn(usher, space)
  const { id } = space.accounts.colleague
  const editor = await openPerson(page, String(space.value(id)['FullName']))
  const picture = grid(page).getByRole('row').nth(1).locator('img')
  await expect(picture).toBeAttached()
  await editor.getByRole('button', { name: 'Remove picture' }).click()
  await expect(picture).toHaveCount(0)
  await editor.getByRole('button', { name: 'Revert Remove picture' }).click()
  await expect(picture).toBeAttached()
  await editor.getByLabel('Picture address').fill('https://pictures.example.com/new.jpg')
  await expect(editor.getByText(/^1 change · saved/)).toBeVisible()
  await expect(picture).toBeAttached()
})

test('who may not see pictures asks for a few, and has a list all the same', async ({ usher, space }) => {
  space.fault({ kind: 'status', status: 404, path: getavatar })
  space.fault({ kind: 'html', path: getavatar })
  space.fault({ kind: 'status', status: 403, path: getavatar, times: Infinity })
  const { page, output } = await signedIn(usher, space)
  await everyone(page, 60)
  await expect.poll(() => asked(space).length).toBeGreaterThan(2)
  await openPerson(page, 'Grace Okonkwo')
  // Three at a time, and one for whoever was opened.
  expect(asked(space).length).toBeLessThan(8)
  expect(output.filter((line) => /pageerror|violates/i.test(line))).toEqual([])
})

test('pictures that do not come say nothing of the connection', async ({ usher, space }) => {
  const broken = space.fault({ kind: 'reset', when: 'before', path: getavatar, times: Infinity })
  const { page } = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  const told = await page.evaluateHandle(() => {
    type Listen = (event: string, listener: (state: { readonly online: boolean }) => void) => void
    const { on } = (window as unknown as { usher: { on: Listen } }).usher
    const told: boolean[] = []
    on('connection', ({ online }) => told.push(online))
    return told
  })
  await signIn(page, space)
  await broken.hit
  await openPerson(page, 'Grace Okonkwo')
  await page.getByRole('button', { name: 'Work offline' }).click()
  await expect(page.getByRole('contentinfo', { name: 'Status' }).getByText('Working offline')).toBeVisible()
  expect((await told.jsonValue()).filter((online) => !online)).toHaveLength(1)
})
