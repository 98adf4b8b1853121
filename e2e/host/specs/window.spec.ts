import { expect } from '@playwright/test'
import { onHost, seen, test, type FixtureWindow } from './launch'

test.describe('the window', () => {
  test('shows the page with the API in place before the first script', async ({ launch }) => {
    const { app, page, browserWindow } = await launch()
    const start = await page.evaluate(() => {
      const { apiAtStart, api } = window as unknown as FixtureWindow
      return { apiAtStart, platform: api.platform, title: document.title }
    })
    expect(start).toEqual({ apiAtStart: 'object', platform: process.platform, title: 'Host fixture' })
    const about = await app.evaluate(({ app }) => ({
      name: app.getName(),
      version: app.getVersion(),
      packaged: app.isPackaged,
      ready: app.isReady(),
    }))
    expect(about).toEqual({
      name: 'Host Fixture',
      version: '1.2.3',
      packaged: false,
      ready: true,
    })
    await expect.poll(() => browserWindow.evaluate((it) => it.getTitle())).toBe('Host fixture')
  })

  test('has the size it was given and follows setBounds', async ({ launch }) => {
    const { page, browserWindow } = await launch()
    const viewport = () => page.evaluate(() => [innerWidth, innerHeight])
    expect(await viewport()).toEqual([1280, 800])
    expect(pngSize(await page.screenshot())).toEqual([1280, 800])
    await browserWindow.evaluate((it) => it.setContentSize(900, 650))
    await expect.poll(viewport).toEqual([900, 650])
    expect(pngSize(await page.screenshot())).toEqual([900, 650])
    expect(await browserWindow.evaluate((it) => it.getContentBounds())).toMatchObject({
      width: 900,
      height: 650,
    })
  })

  test('keeps to its minimum size and remembers its normal bounds', async ({ launch }) => {
    const { page, browserWindow } = await launch()
    await browserWindow.evaluate((it) => it.setSize(10, 10))
    await expect.poll(() => browserWindow.evaluate((it) => it.getSize())).toEqual([640, 480])
    if (!onHost) return
    // A real window manager may maximise later, or not at all.
    const normal = await browserWindow.evaluate((it) => it.getBounds())
    await browserWindow.evaluate((it) => it.maximize())
    expect(await browserWindow.evaluate((it) => it.isMaximized())).toBe(true)
    expect(await browserWindow.evaluate((it) => it.getNormalBounds())).toEqual(normal)
    await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([1920, 1080])
    await browserWindow.evaluate((it) => it.unmaximize())
    expect(await browserWindow.evaluate((it) => it.getBounds())).toEqual(normal)
  })

  test('closes unless the app prevents it, and the last one ends the app', async ({ launch }) => {
    const { app, browserWindow } = await launch()
    await browserWindow.evaluate((it) => {
      it.once('close', (event) => event.preventDefault())
      it.close()
    })
    expect(await browserWindow.evaluate((it) => it.isDestroyed())).toBe(false)
    const ended = app.waitForEvent('close')
    await browserWindow.evaluate((it) => it.close())
    await ended
  })

  test('can be one of several', async ({ launch }) => {
    const { app, page } = await launch()
    const opened = app.waitForEvent('window')
    await app.evaluate(({ BrowserWindow }) =>
      new BrowserWindow({ width: 500, height: 400, useContentSize: true }).loadURL('app://bundle/index.html'),
    )
    const second = await opened
    await second.getByRole('heading').waitFor()
    expect(app.windows()).toHaveLength(2)
    await second.close()
    await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    await expect(page.getByRole('heading')).toBeVisible()
  })

  test('works again after a reload, by the test or by the app', async ({ launch }) => {
    const { app, page, browserWindow } = await launch()
    const increment = () => page.evaluate(() => (window as unknown as FixtureWindow).api.increment(1))
    await page.evaluate(() => document.body.setAttribute('data-old', ''))
    await page.reload()
    await expect(page.locator('body:not([data-old])')).toBeVisible()
    expect(await increment()).toBe(2)

    await page.evaluate(() => document.body.setAttribute('data-old', ''))
    await browserWindow.evaluate((it) => it.webContents.reload())
    await expect(page.locator('body:not([data-old])')).toBeVisible()
    expect(await increment()).toBe(2)
    expect((await seen(app)).prevented).toEqual([])
  })

  test('zooms', async ({ launch }) => {
    const { page, browserWindow } = await launch()
    await browserWindow.evaluate((it) => it.webContents.setZoomFactor(1.25))
    await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([1024, 640])
    expect(await browserWindow.evaluate((it) => it.webContents.getZoomFactor())).toBeCloseTo(1.25)
    await browserWindow.evaluate((it) => it.webContents.setZoomLevel(0))
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1280)
  })

  test('tells of what the page logs and when the page crashes', async ({ launch }) => {
    const { app, page, browserWindow } = await launch()
    const logged = browserWindow.evaluate(
      (it) =>
        new Promise((resolve) => {
          it.webContents.on('console-message', ({ level, message }) => {
            if (message === 'careful') resolve(level)
          })
        }),
    )
    await page.evaluate(() => console.warn('careful'))
    expect(await logged).toBe('warning')
    await browserWindow.evaluate((it) => it.webContents.forcefullyCrashRenderer())
    await expect.poll(async () => (await seen(app)).gone).toHaveLength(1)
  })
})

/** Width and height stand at the start of every PNG. */
function pngSize(png: Buffer): [number, number] {
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}
