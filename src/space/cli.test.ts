import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { startSpace } from './space'

let child: ChildProcess | undefined
afterEach(() => {
  child?.kill('SIGKILL')
  child = undefined
})

function run(...args: string[]) {
  const path = join(import.meta.dirname, 'cli.ts')
  const started = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child = started
  const ended = once(started, 'close') as Promise<[number | null]>
  return { started, ended: ended.then(([code]) => code) }
}

async function outcome(...args: string[]) {
  const { started, ended } = run(...args)
  const [out, error, code] = await Promise.all([text(started.stdout), text(started.stderr), ended])
  return { out, error, code }
}

describe('the command line', { timeout: 30_000 }, () => {
  it('starts a space, tells where it is in its first line, and stops at Ctrl-C', async () => {
    const { started, ended } = run('--users', '50', '--omitted', 'kept', '--rate-limit', '429')
    const error = text(started.stderr)
    const [line] = (await once(createInterface(started.stdout), 'line')) as [string]
    const told = JSON.parse(line) as Readonly<Record<string, string>>
    expect(Object.keys(told)).toEqual(['url', 'email', 'password'])
    const answer = await fetch(`${told.url}/api/public/businesses/current`)
    expect(answer.status).toBe(200)
    started.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(await error).toContain('with 50 users')
  })

  it('takes faults, several of them', async () => {
    const { started, ended } = run('--users', '50', '--fault', '/api/public 503=9', '--fault', 'POST 401')
    const [line] = (await once(createInterface(started.stdout), 'line')) as [string]
    const { url } = JSON.parse(line) as { url: string }
    const card = await fetch(`${url}/api/public/businesses/current`)
    expect([card.status, card.headers.get('Retry-After')]).toEqual([503, '9'])
    expect((await fetch(`${url}/api/token`, { method: 'POST' })).status).toBe(401)
    started.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('shows help', async () => {
    const { out, code } = await outcome('--help')
    expect(code).toBe(0)
    expect(out).toContain('--rate-limit')
    expect(out).toContain('reset-after')
  })

  it.each([
    [['--users', 'many'], '--users must be a whole number'],
    [['--users', '1'], 'users: must be at least 7'],
    [['--omitted', 'lost'], '--omitted must be cleared or kept'],
    [['--rate-limit', '500'], '--rate-limit must be 409 or 429'],
    [['--nothing'], '--nothing'],
    [['stray'], 'stray'],
    [['--fault', 'PUT sometimes'], 'has no kind of fault that is known'],
  ])('refuses %j', async (args, message) => {
    const { error, out, code } = await outcome(...args)
    expect([code, out]).toEqual([2, ''])
    expect(error).toContain(message)
  })

  it('says so when the port is taken', async () => {
    const other = await startSpace({ users: 40 })
    const { error, code } = await outcome('--port', new URL(other.url).port)
    await other.stop()
    expect(code).toBe(1)
    expect(error).toContain('already in use')
  })
})
