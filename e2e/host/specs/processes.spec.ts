import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { UtilityProcess } from 'electron'
import { descendants, executable, FIXTURE, isRunning, onHost, processes, test } from './launch'

/** What the fixture's utility process makes of a message. */
interface Answer {
  bytes: Uint8Array
  big: bigint
  pid: number
  argv: string[]
  type: string
}

/** Chromium's temporary folders that belong to a run of the host. */
function profilesOf(pid: number): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`electron-host-${pid}-`))
}

test.describe('the processes', () => {
  test('a second instance with the same user data gives way to the first', async ({ launch, folder }) => {
    const { userData } = await launch()
    const start = (folderOfSecond: string) => {
      const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
      return spawn(executable, [...sandbox, FIXTURE, `--user-data-dir=${folderOfSecond}`])
    }
    const second = start(userData)
    let output = ''
    second.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const [code] = (await once(second, 'close')) as [number]
    expect([code, output.trim()]).toEqual([0, 'second instance'])
    await launch({ userData: folder() })
  })

  test('a killed instance leaves nothing running and nothing in the way', async ({ launch }) => {
    const { app, pid, userData } = await launch()
    const started = descendants(pid)
    expect(started.length).toBeGreaterThan(2)
    const ended = once(app.process(), 'exit')
    process.kill(pid, 'SIGKILL')
    await ended
    await expect.poll(() => started.filter(isRunning)).toEqual([])

    const again = await launch({ userData })
    await expect(again.page.getByRole('heading')).toBeVisible()
    if (onHost) await expect.poll(() => profilesOf(pid)).toEqual([])
  })

  test('closing leaves nothing behind', async ({ launch }) => {
    const { app, pid } = await launch()
    const started = descendants(pid)
    await app.close()
    await expect.poll(() => started.filter(isRunning)).toEqual([])
    if (onHost) expect(profilesOf(pid)).toEqual([])
  })

  if (onHost) {
    test('the end of Chromium is the end of the app', async ({ launch }) => {
      const { app, pid } = await launch()
      const browser = processes().find(({ parent }) => parent === pid)?.pid as number
      const ended = once(app.process(), 'exit')
      process.kill(browser, 'SIGKILL')
      expect((await ended)[0]).toBe(1)
    })
  }

  test('a utility process answers, ends when told and with the app', async ({ launch }) => {
    const { app, pid } = await launch()
    const helper = join(FIXTURE, 'helper.mjs')
    const fork = () =>
      app.evaluate(async ({ utilityProcess }, path) => {
        const child = utilityProcess.fork(path, ['one', 'two'], { serviceName: 'Helper', stdio: 'pipe' })
        Object.assign(globalThis, { child })
        const answer = new Promise((resolve) => child.once('message', resolve))
        child.postMessage({ bytes: new Uint8Array([1, 2]), big: 5n })
        const { bytes, big, ...rest } = (await answer) as Answer
        return {
          ...rest,
          bytes: [...bytes].join(),
          big: String(big),
          samePid: rest.pid === child.pid,
        }
      }, helper)

    const first = await fork()
    expect(first).toMatchObject({
      argv: ['one', 'two'],
      type: 'utility',
      bytes: '1,2',
      big: '5',
      samePid: true,
    })
    const exited = await app.evaluate(() => {
      const { child } = globalThis as unknown as { child: UtilityProcess }
      return new Promise<boolean>((resolve) => {
        child.once('exit', () => resolve(child.pid === undefined))
        child.kill()
      })
    })
    expect(exited).toBe(true)
    await expect.poll(() => isRunning(first.pid)).toBe(false)

    const second = await fork()
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => isRunning(second.pid)).toBe(false)
  })
})
