import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { fillSignIn, signIn } from './actions'
import { expect, test } from './fixtures'

const form = { address: 'northlight', email: 'ada@northlight.example', password: 'Northlight-2026!' }

async function tryToSignIn(page: Page, given: typeof form): Promise<void> {
  await fillSignIn(page, given)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Whatever went wrong, what was typed is still there. */
async function expectKept(page: Page, given: typeof form): Promise<void> {
  await expect(page.getByLabel('Space address')).toHaveValue(given.address)
  await expect(page.getByLabel('Email', { exact: true })).toHaveValue(given.email)
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(given.password)
}

test('a sign-in is kept in the keychain and used at the next start, without asking', async ({
  usher,
  space,
}) => {
  const running = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
  await signIn(running.page, space)
  await expect(
    running.page.getByRole('region', { name: 'Account' }).getByText('Ada Northlight'),
  ).toBeVisible()
  const signIns = () =>
    space.requests.filter((request) => request.body.includes('grant_type=password')).length
  expect(signIns()).toBe(1)
  await running.restart()
  await expect(running.page.getByRole('grid', { name: 'People' })).toBeVisible()
  expect(signIns()).toBe(1)

  await running.page.getByRole('button', { name: 'Sign out' }).click()
  await expect(running.page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expect(running.page.getByLabel('Email', { exact: true })).toHaveValue(space.email)
  await running.restart()
  await expect(running.page.getByRole('button', { name: 'Sign in' })).toBeVisible()
})

test('each installation has its own client id, the same at every sign-in', async ({ usher, space }) => {
  const first = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
  await signIn(first.page, space)
  await first.page.getByRole('button', { name: 'Sign out' }).click()
  await signIn(first.page, space)
  const second = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
  await signIn(second.page, space)
  const ids = space.requests.filter((r) => r.path === '/api/token').map((r) => r.headers['client_id'])
  expect(ids).toHaveLength(3)
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)
  expect(ids[1]).toBe(ids[0])
  expect(ids[2]).not.toBe(ids[0])
})

test.describe('what can go wrong has its own words, and keeps what was typed', () => {
  test('nothing typed, bad and insecure addresses', async ({ usher, space }) => {
    const { page } = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
    for (const [address, words] of [
      ['', /address/i],
      ['not an address', /address/i],
      ['http://members.example.com', /https/],
    ] as const) {
      await tryToSignIn(page, { ...form, address })
      await expect(page.getByLabel('Space address')).toHaveAttribute('aria-invalid', 'true')
      await expect(page.getByText(words).first()).toBeVisible()
      await expectKept(page, { ...form, address })
    }
    await tryToSignIn(page, { ...form, password: '' })
    await expect(page.getByText(/password/i).first()).toBeVisible()
    expect(space.requests).toEqual([])
  })

  test('wrong password', async ({ usher, space }) => {
    const { page } = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
    await tryToSignIn(page, { ...form, password: 'wrong' })
    await expect(
      page
        .getByRole('alert')
        .or(page.getByText(/email or (the )?password/i))
        .first(),
    ).toBeVisible()
    await expectKept(page, { ...form, password: 'wrong' })
  })

  test('a one-time code: asked for, refused, accepted', async ({ usher, space }) => {
    const { page } = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
    const { email, password, totp } = space.accounts.twoFactor
    await tryToSignIn(page, { ...form, email, password })
    const code = page.getByLabel('One-time code')
    await expect(code).toBeVisible()
    await expectKept(page, { ...form, email, password })
    await code.fill('000000')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(code).toHaveAttribute('aria-invalid', 'true')
    await expectKept(page, { ...form, email, password })
    await code.fill(totp ?? '')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('grid', { name: 'People' })).toBeVisible()
  })

  test('a password that must be reset', async ({ usher, space }) => {
    const { page } = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
    const { email, password } = space.accounts.mustReset
    await tryToSignIn(page, { ...form, email, password })
    await expect(page.getByText(/new password|reset/i).first()).toBeVisible()
    await expectKept(page, { ...form, email, password })
  })

  test('no permission to use the API', async ({ usher, space }) => {
    const { page } = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
    const { email, password } = space.accounts.noAccess
    await tryToSignIn(page, { ...form, email, password })
    await expect(page.getByText(/User-List|permission/).first()).toBeVisible()
    await expectKept(page, { ...form, email, password })
  })

  test('an address where no space is', async ({ usher, space }) => {
    const { page } = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
    space.fault({ kind: 'status', status: 404, path: '/api/public/businesses/current' })
    await tryToSignIn(page, form)
    await expect(page.getByLabel('Space address')).toHaveAttribute('aria-invalid', 'true')
    await expectKept(page, form)
    expect(space.requests.some((request) => request.path === '/api/token')).toBe(false)
  })

  test('nothing answers', async ({ usher, space }) => {
    const { page } = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
    await space.goOffline()
    await tryToSignIn(page, form)
    await expect(page.getByText(/cannot be reached/).first()).toBeVisible()
    await expectKept(page, form)
    await space.goOnline()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('grid', { name: 'People' })).toBeVisible()
  })

  test('no network', async ({ usher }) => {
    // Not a space of the test's own: one on this computer is reached without a network.
    const away = { ...form, address: 'https://northlight.example' }
    const running = await usher.launch()
    await running.setOnline(false)
    await tryToSignIn(running.page, away)
    await expect(running.page.getByText('This computer is offline.')).toBeVisible()
    await expectKept(running.page, away)
  })

  test('a run that is redirected to a server without encryption', async ({ usher }) => {
    const { page } = await usher.launch({ apiUrl: 'http://usher.example', portalUrl: 'http://usher.example' })
    await tryToSignIn(page, form)
    await expect(page.getByText(/usher\.example would be asked without encryption/)).toBeVisible()
    await expectKept(page, form)
  })

  test('a page instead of a space: the password is not sent', async ({ usher, space }) => {
    const { page } = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
    space.fault({ kind: 'html', path: '/api/public/businesses/current' })
    await tryToSignIn(page, form)
    await expect(page.getByText(/not as a Nexudus space does/).first()).toBeVisible()
    await expect(page.getByLabel('Space address')).toHaveAttribute('aria-invalid', 'true')
    await expectKept(page, form)
    expect(space.requests.some((request) => request.path === '/api/token')).toBe(false)
  })

  test('a page instead of the API', async ({ usher, space }) => {
    const { page } = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
    space.fault({ kind: 'html', path: '/api/token' })
    await tryToSignIn(page, form)
    await expect(page.getByText(/not as a Nexudus space does/).first()).toBeVisible()
    await expectKept(page, form)
  })

  test('a fault of the server, and a server that asks for patience', async ({ usher, space }) => {
    const { page } = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
    space.fault({ kind: 'status', status: 500, path: '/api/token' })
    await tryToSignIn(page, form)
    await expect(page.getByText(/server/i).first()).toBeVisible()
    await expectKept(page, form)
    space.fault({ kind: 'status', status: 429, retryAfter: 30, path: '/api/token' })
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByText(/second/i).first()).toBeVisible()
    await expectKept(page, form)
  })

  test('a connection that is not secure', async ({ usher }) => {
    // Something that speaks no TLS at an https address.
    const plain = createServer().listen(0, '127.0.0.1')
    await new Promise((listening) => plain.once('listening', listening))
    const url = `https://127.0.0.1:${(plain.address() as AddressInfo).port}`
    const { page } = await usher.launch({ apiUrl: url, portalUrl: url })
    await tryToSignIn(page, form)
    await expect(page.getByText(/could not be trusted/).first()).toBeVisible()
    await expectKept(page, form)
    plain.close()
  })
})

test('the session is refreshed before it ends and once on a 401, by one request for all', async ({
  usher,
  space,
}) => {
  const running = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
  await signIn(running.page, space)
  const refreshes = () => space.requests.filter((r) => r.body.includes('grant_type=refresh_token')).length
  space.expireAccessTokens()
  await running.page.getByRole('button', { name: 'Refresh people' }).click()
  await running.page.getByRole('row', { name: /Grace Okonkwo/ }).click()
  await expect(
    running.page.getByRole('region', { name: 'Grace Okonkwo' }).getByLabel('Full name'),
  ).toBeVisible()
  await expect.poll(refreshes).toBe(1)
})

test('a sign-in that the server has ended: drafts and words stay, and the same person signs in over the top', async ({
  usher,
  space,
}) => {
  const running = await usher.launch({ apiUrl: space.url, portalUrl: space.url })
  const { page } = running
  await signIn(page, space)
  await page.getByRole('row', { name: /Grace Okonkwo/ }).click()
  const editor = page.getByRole('region', { name: /^Grace Okonkwo/ })
  await editor.getByLabel('Full name').fill('Grace Okonkwo-Reyes')
  await expect(editor.getByText('Saved on this computer').first()).toBeVisible()
  await page.getByLabel('Search people').fill('okonkwo')
  space.expireAccessTokens()
  space.revokeRefreshTokens()
  await page.getByRole('button', { name: 'Refresh people' }).click()
  await expect(page.getByText(/sign in again/i).first()).toBeVisible()
  await expect(page.getByText(/1 change/).first()).toBeVisible()
  await expect(page.getByLabel('Email', { exact: true })).toHaveValue(space.email)
  await page.getByLabel('Password', { exact: true }).fill(space.password)
  await page.getByRole('button', { name: /Sign in/ }).click()
  await expect(page.getByRole('row', { name: /Grace Okonkwo-Reyes/ })).toBeVisible()
  await expect(page.getByLabel('Search people')).toHaveValue('okonkwo')
})

test('the demo space needs one click, no account and no keychain, and remembers what was done', async ({
  usher,
}) => {
  const running = await usher.launch({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' } })
  await running.page.getByRole('button', { name: 'Try the demo space' }).click()
  await expect(running.page.getByRole('grid', { name: 'People' })).toBeVisible()
  await running.page.getByText('Everyone', { exact: true }).click()
  await expect(running.page.getByText(/320 people/).first()).toBeVisible()
  await running.restart()
  // Everybody is still shown, from the top of the list.
  await expect(running.page.getByRole('row', { name: /Ada Northlight/ })).toBeVisible()
})

test('the demo space needs no network', async ({ usher }) => {
  const running = await usher.launch({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' } })
  await running.setOnline(false)
  await running.page.getByRole('button', { name: 'Try the demo space' }).click()
  await expect(running.page.getByRole('row', { name: /Grace Okonkwo/ })).toBeVisible()
  await expect(running.page.getByText('Online', { exact: true })).toBeVisible()
})
