import { expect } from '@playwright/test'
import { failure, onHost, seen, test, type FixtureWindow } from './launch'

test.describe('the walls', () => {
  test('let no inline script, no eval and no outside request through', async ({ launch }) => {
    const { page } = await launch()
    const facts = await page.evaluate(async () => {
      const { inlineRan, evalAtStart } = window as unknown as FixtureWindow
      const outside = await fetch('https://example.com/').then(
        () => 'fetched',
        () => 'blocked',
      )
      return { inline: inlineRan ?? 'blocked', eval: evalAtStart, outside }
    })
    expect(facts).toEqual({ inline: 'blocked', eval: 'EvalError', outside: 'blocked' })
  })

  test('let the page neither leave nor open windows', async ({ launch }) => {
    const { app, page } = await launch()
    await page.locator('#outside').click()
    await expect.poll(async () => (await seen(app)).prevented).toEqual(['https://example.com/'])
    await page.evaluate(() => (location.href = 'https://example.org/'))
    await expect.poll(async () => (await seen(app)).prevented).toHaveLength(2)
    await expect(page.getByRole('heading')).toHaveText('Host fixture')

    expect(await page.evaluate(() => window.open('https://example.com/opened'))).toBeNull()
    await page.locator('#blank').click()
    const opened = ['https://example.com/opened', 'https://example.com/blank']
    await expect.poll(async () => (await seen(app)).opened).toEqual(opened)
    expect(app.windows()).toHaveLength(1)
  })

  test('give no permission that the app refuses', async ({ launch }) => {
    const { app, page } = await launch()
    const facts = await page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      geolocation: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          ({ code }) => resolve(code),
        ),
      ),
    }))
    expect(facts).toEqual({ notifications: 'denied', geolocation: 1 })
    expect((await seen(app)).permissions).toEqual(expect.arrayContaining(['geolocation', 'notifications']))
  })

  test('let the app answer its own scheme with bytes, status codes and redirects', async ({ launch }) => {
    const { page } = await launch()
    const facts = await page.evaluate(async () => {
      const bytes = new Uint8Array(await (await fetch('bytes')).arrayBuffer())
      const teapot = await fetch('teapot')
      const upload = await fetch('upload', { method: 'POST', body: new Uint8Array([0, 200, 255]) })
      const moved = await fetch('moved')
      return {
        bytes: bytes.length === 256 && bytes.every((byte, index) => byte === index),
        teapot: [teapot.status, teapot.headers.get('x-kind'), await teapot.text()],
        upload: [upload.headers.get('x-method'), [...new Uint8Array(await upload.arrayBuffer())].join()],
        moved: [moved.status, moved.redirected],
        missing: (await fetch('nowhere')).status,
        image: document.querySelector<HTMLImageElement>('#pixel')?.naturalWidth,
        colour: getComputedStyle(document.querySelector('h1') as Element).color,
      }
    })
    expect(facts).toEqual({
      bytes: true,
      teapot: [418, 'pot', 'short and stout'],
      upload: ['POST', '0,200,255'],
      moved: [200, true],
      missing: 404,
      image: 3,
      colour: 'rgb(1, 2, 3)',
    })
  })
})

test.describe('the theme', () => {
  test('reaches the page at once and from its first script on', async ({ launch }) => {
    const { app, page } = await launch()
    const dark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
    expect(await dark()).toBe(false)
    const told = await app.evaluate(({ nativeTheme }) => {
      let updates = 0
      nativeTheme.on('updated', () => updates++)
      nativeTheme.themeSource = 'dark'
      return new Promise((resolve) =>
        setImmediate(() => resolve([nativeTheme.shouldUseDarkColors, updates > 0])),
      )
    })
    expect(told).toEqual([true, true])
    await expect.poll(dark).toBe(true)
    await page.reload()
    expect(await page.evaluate(() => (window as unknown as FixtureWindow).darkAtStart)).toBe(true)
  })
})

test.describe('what needs a person', () => {
  test('is replaced by the test', async ({ launch }) => {
    const { app } = await launch()
    if (onHost) {
      expect(await failure(app, 'electron.dialog.showSaveDialog({})')).toContain(
        'dialog.showSaveDialog needs a stub',
      )
      expect(await failure(app, "electron.shell.openExternal('https://example.com')")).toContain(
        'needs a stub',
      )
    }
    const answer = await app.evaluate(({ dialog }) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: 'chosen.csv' })
      return dialog.showSaveDialog({})
    })
    expect(answer).toEqual({ canceled: false, filePath: 'chosen.csv' })
  })

  if (onHost) {
    test('or missing, is named', async ({ launch }) => {
      const { app, page } = await launch()
      const named = {
        'electron.session.defaultSession.setProxy({})': 'session.setProxy',
        'electron.app.getGPUInfo()': 'app.getGPUInfo',
        'electron.safeStorage.isEncryptionAvailable()': 'safeStorage.isEncryptionAvailable',
        'new electron.Tray()': 'Tray',
        'electron.BrowserWindow.getAllWindows()[0].setKiosk(true)': 'BrowserWindow.setKiosk',
        'electron.BrowserWindow.getAllWindows()[0].webContents.printToPDF()': 'webContents.printToPDF',
        'new electron.BrowserWindow({ webPreferences: { sandbox: false } })': 'webPreferences.sandbox: false',
        'electron.anything': 'electron.anything',
      }
      for (const [code, name] of Object.entries(named)) {
        expect(await failure(app, code)).toBe(`[electron host] ${name} is not implemented`)
      }
      const inPage = page.evaluate(() => (window as unknown as FixtureWindow).api.sendSync())
      await expect(inPage).rejects.toThrow('[electron host] ipcRenderer.sendSync is not implemented')
    })
  }
})
