import { contract } from '../src/shared/ipc/contract'
import { expect, test } from './fixtures'

/** Attacks on the window, as tests (docs/security.md). */

test('the page has Usher’s functions and nothing of Node or Electron', async ({ usher }) => {
  const { page } = await usher.launch()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  const found = await page.evaluate(() => {
    const global = globalThis as Record<string, unknown>
    const bridge = global['usher'] as { calls: object }
    return {
      node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in global),
      members: Object.keys(bridge).sort(),
      calls: Object.keys(bridge.calls).sort(),
      frozen: Object.isFrozen(bridge),
    }
  })
  expect(found).toEqual({
    node: [],
    members: ['calls', 'on'],
    calls: Object.keys(contract).sort(),
    frozen: true,
  })
})

test('every call’s argument is checked, and a refusal is a code', async ({ usher }) => {
  const { page } = await usher.launch()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  const wrong = [undefined, null, 7, 'text', [], { id: '1' }, { id: -1 }, { __proto__: null }, { ids: 'all' }]
  const takesNothing = new Set([
    'app.info',
    'session.state',
    'session.tryDemo',
    'session.restore',
    'session.signOut',
  ])
  const answers = await page.evaluate(
    async ({ channels, wrong }) => {
      const { calls } = (
        window as unknown as { usher: { calls: Record<string, (a: unknown) => Promise<unknown>> } }
      ).usher
      const results: { channel: string; args: string; answer: unknown }[] = []
      for (const channel of channels)
        for (const args of wrong)
          results.push({
            channel,
            args: args === undefined ? 'undefined' : JSON.stringify(args),
            answer: await calls[channel]?.(args),
          })
      return results
    },
    { channels: Object.keys(contract).filter((channel) => !takesNothing.has(channel)), wrong },
  )
  for (const { channel, args, answer } of answers) {
    if (args === 'undefined') continue
    expect(answer, `${channel} ${args}`).toMatchObject({ ok: false, problem: { code: 'invalid-call' } })
  }
})

test('a field that is sealed, read-only or unknown cannot be drafted', async ({ usher, space }) => {
  const { page } = await usher.launch({ apiUrl: space.url })
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  for (const field of ['PasswordSalt', 'NewPassword', 'Id', 'AddedUserRoles', 'Surprise', '__proto__']) {
    const answer = await page.evaluate((field) => {
      const { calls } = (
        window as unknown as { usher: { calls: Record<string, (a: unknown) => Promise<unknown>> } }
      ).usher
      return calls['drafts.edit']?.({ account: 1, id: 1, field, base: null, mine: 'x' })
    }, field)
    expect(answer).toMatchObject({ ok: false, problem: { code: 'invalid-call' } })
  }
})

test('no inline script, no eval, no request to anywhere, and no violation by Usher itself', async ({
  usher,
}) => {
  const { page, output } = await usher.launch()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  expect(output.filter((line) => /Content.Security.Policy|violates/i.test(line))).toEqual([])
  const tried = await page.evaluate(async () => {
    const script = document.createElement('script')
    let inline = 'blocked'
    try {
      script.textContent = 'globalThis.attacked = true'
      document.body.append(script)
      if ('attacked' in globalThis) inline = 'ran'
    } catch {
      // Trusted types refuse the assignment itself.
    }
    const outside = (url: string) =>
      fetch(url).then(
        () => 'answered',
        () => 'blocked',
      )
    // From a timer: what Playwright evaluates directly is allowed more than the page is.
    const evaluated = await new Promise((done) =>
      setTimeout(() => {
        try {
          done(String((0, eval)('1 + 1')))
        } catch {
          done('blocked')
        }
      }),
    )
    return {
      inline,
      evaluated,
      fetched: await outside('https://example.invalid/'),
      http: await outside('http://127.0.0.1:9/'),
    }
  })
  expect(tried).toEqual({ inline: 'blocked', evaluated: 'blocked', fetched: 'blocked', http: 'blocked' })
})

test('the window goes nowhere, opens nothing and is granted nothing', async ({ usher }) => {
  const { page, app } = await usher.launch()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  const before = page.url()
  const opened = await page.evaluate(async () => {
    const popup = window.open('https://example.invalid/')
    location.href = 'https://example.invalid/'
    const frame = document.createElement('iframe')
    frame.src = 'https://example.invalid/'
    document.body.append(frame)
    const permission = await Notification.requestPermission().catch(() => 'denied')
    const clipboard = await navigator.clipboard.readText().then(
      () => 'read',
      () => 'denied',
    )
    return { popup: popup === null, permission, clipboard }
  })
  expect(opened).toEqual({ popup: true, permission: 'denied', clipboard: 'denied' })
  expect(page.url()).toBe(before)
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('the app scheme serves the page’s folder and nothing above it', async ({ usher }) => {
  const { page } = await usher.launch()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  const names = [
    '../main/index.js',
    '..%2fmain%2findex.js',
    '%2e%2e/%2e%2e/package.json',
    'assets/../../preload/index.cjs',
    '.',
    'nowhere.js',
  ]
  for (const name of names) {
    const status = await page.evaluate((name) => fetch(`./${name}`).then((r) => r.status), name)
    expect(status, name).toBe(404)
  }
})

test('a frame inside the page cannot call main', async ({ usher }) => {
  const { page } = await usher.launch()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  const reached = await page.evaluate(async () => {
    const frame = document.createElement('iframe')
    frame.src = './index.html'
    document.body.append(frame)
    await new Promise((loaded) => (frame.onload = loaded))
    try {
      return 'usher' in (frame.contentWindow as object) ? 'bridge' : 'nothing'
    } catch {
      return 'nothing'
    }
  })
  expect(reached).toBe('nothing')
})
