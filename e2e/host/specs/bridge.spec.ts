import { expect } from '@playwright/test'
import { failure, seen, test, type FixtureWindow } from './launch'

test.describe('the bridge', () => {
  test('keeps the two worlds apart and its API as it is', async ({ launch }) => {
    const { page } = await launch()
    const facts = await page.evaluate(() => {
      'use strict'
      const { api } = window as unknown as FixtureWindow
      const assign = () => {
        try {
          api.platform = 'changed'
          return 'assigned'
        } catch (error) {
          return (error as Error).name
        }
      }
      return {
        preload: typeof (globalThis as { fromPreload?: unknown }).fromPreload,
        require: typeof (globalThis as { require?: unknown }).require,
        process: typeof (globalThis as { process?: unknown }).process,
        frozen: [Object.isFrozen(api), Object.isFrozen(api.nested), Object.isFrozen(api.nested.list)],
        assigned: assign(),
      }
    })
    expect(facts).toEqual({
      preload: 'undefined',
      require: 'undefined',
      process: 'undefined',
      frozen: [true, true, true],
      assigned: 'TypeError',
    })
  })

  test('carries calls, callbacks, promises and errors', async ({ launch }) => {
    const { page } = await launch()
    const facts = await page.evaluate(async () => {
      const { api } = window as unknown as FixtureWindow
      let called = ''
      await api.later((text) => (called = text))
      let thrown = ''
      try {
        api.fail()
      } catch (error) {
        thrown = (error as Error).message
      }
      return { sum: api.increment(41), called, thrown }
    })
    expect(facts).toEqual({ sum: 42, called: 'called back', thrown: 'in the preload' })
  })

  test('carries what structured clone carries, to the main process and back', async ({ launch }) => {
    const { page } = await launch()
    const facts = await page.evaluate(async () => {
      const { api } = window as unknown as FixtureWindow
      const loop: { self?: unknown; name: string } = { name: 'loop' }
      loop.self = loop
      const given = {
        date: new Date(5),
        map: new Map<unknown, unknown>([['a', new Set([1])]]),
        missing: undefined,
        bytes: new Uint8Array([0, 127, 255]),
        floats: new Float64Array([0.5]),
        buffer: new Uint8Array([9]).buffer,
        big: 10n ** 20n,
        zero: -0,
        nan: NaN,
        pattern: /a+/gi,
        error: new RangeError('out'),
        $: 'not a tag',
        loop,
        text: 'süß \0 \u2028 😀',
      }
      const got = (await api.invoke('echo', given)) as Omit<typeof given, 'missing'> & { missing: unknown }
      return [
        got.date.getTime() === 5,
        [...(got.map.get('a') as Set<number>)].join() === '1',
        'missing' in got && got.missing === undefined,
        got.bytes instanceof Uint8Array && got.bytes.join() === '0,127,255',
        got.floats instanceof Float64Array && got.floats[0] === 0.5,
        got.buffer instanceof ArrayBuffer && got.buffer.byteLength === 1,
        got.big === 10n ** 20n,
        Object.is(got.zero, -0),
        Number.isNaN(got.nan),
        String(got.pattern) === '/a+/gi',
        got.error instanceof Error && got.error.message === 'out',
        got.$ === 'not a tag',
        (got.loop.self as typeof loop).self === got.loop.self,
        got.text === given.text,
      ]
    })
    expect(facts).toEqual(facts.map(() => true))
  })

  test('carries what JSON carries as it is', async ({ launch }) => {
    const { page } = await launch()
    const facts = await page.evaluate(async () => {
      const { api } = window as unknown as FixtureWindow
      const shared = { each: 1 }
      const given = [
        null,
        'text',
        { plain: 1, coded: { $: 'undefined' } },
        { deep: [[{}], [], 0.5, false] },
        JSON.parse('{ "__proto__": 1 }') as object,
        { one: shared, other: shared },
        [undefined],
      ]
      return Promise.all(
        given.map(async (value) => {
          const got = await api.invoke('echo', value)
          const same = JSON.stringify(got) === JSON.stringify(value)
          return same && (!got || Object.getPrototypeOf(got) === Object.getPrototypeOf(value))
        }),
      )
    })
    expect(facts).toEqual(facts.map(() => true))
  })

  test('refuses what cannot be cloned, in the words of Electron', async ({ launch }) => {
    const { page } = await launch()
    const errors = await page.evaluate(async () => {
      const { api } = window as unknown as FixtureWindow
      const messageOf = async (act: () => unknown): Promise<string> => {
        try {
          await act()
          return 'nothing was thrown'
        } catch (error) {
          return (error as Error).message
        }
      }
      return {
        proxy: await messageOf(() => api.invoke('echo', new Proxy({ a: 1 }, {}))),
        nested: await messageOf(() => api.invoke('echo', { list: [new Proxy({ a: 1 }, {})] })),
        function: await messageOf(() => api.invoke('echo', { f() {} })),
        symbol: await messageOf(() => api.invoke('echo', Symbol('s'))),
        sent: await messageOf(() => api.send('note', { f() {} })),
        reply: await messageOf(() => api.invoke('uncloneable')),
        thrown: await messageOf(() => api.invoke('fail')),
        nobody: await messageOf(() => api.invoke('nobody')),
      }
    })
    const uncloneable = 'An object could not be cloned.'
    expect(errors).toEqual({
      proxy: uncloneable,
      nested: uncloneable,
      function: uncloneable,
      symbol: uncloneable,
      sent: uncloneable,
      reply: `Error invoking remote method 'uncloneable': Error: ${uncloneable}`,
      thrown: "Error invoking remote method 'fail': TypeError: kaput",
      nobody: "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    })
  })

  test('prefers the handlers of one page and names the sender', async ({ launch }) => {
    const { app, page } = await launch()
    const invoke = (channel: string) =>
      page.evaluate((name) => (window as unknown as FixtureWindow).api.invoke(name), channel)
    expect(await invoke('precedence')).toBe('own')
    expect(await invoke('whoami')).toEqual({
      url: 'app://bundle/index.html',
      origin: 'app://bundle',
      isTop: true,
    })
    await page.evaluate(() => (window as unknown as FixtureWindow).api.send('note', 'heard'))
    await expect.poll(async () => (await seen(app)).note).toBe('heard')
    expect(await failure(app, "electron.ipcMain.handle('echo', () => {})")).toBe(
      "Attempted to register a second handler for 'echo'",
    )
  })

  test('brings messages of the main process, here by a menu item', async ({ launch }) => {
    const { app, page } = await launch()
    await app.evaluate(({ Menu }) => void Menu.getApplicationMenu()?.getMenuItemById('greet')?.click())
    await expect(page.locator('#greeting')).toHaveText('1970-01-01T00:00:00.000Z')
  })
})
