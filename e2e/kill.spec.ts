import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { connect } from '../src/main/database/driver'
import { expect, test } from './fixtures'

/** A process that is killed in the middle of what it sends, over and over: everything arrives, and nothing twice. */
const people = 200
const kills = 50
/** A process lives for this many requests at the most, and some ms more: so a kill meets every step. */
const mostRequests = 10

test.use({ spaceOptions: { users: 260 } })

test(`${people} drafts, killed ${kills} times at random moments: each is delivered exactly once`, async ({
  space,
}) => {
  test.setTimeout(300_000)
  const folder = mkdtempSync(join(tmpdir(), 'usher-kill-'))
  const file = join(folder, 'usher.sqlite')
  const ids = space.ids().slice(10, 10 + people)
  const before = new Map(ids.map((id) => [id, space.value(id)]))
  const start = (token: string, more: readonly string[] = []): ChildProcess => {
    const sender = resolve(import.meta.dirname, 'kill/sender.ts')
    const given = ['--file', file, '--api', space.url, '--token', token, ...more]
    return spawn(process.execPath, ['--import', 'tsx', sender, ...given], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    })
  }
  const token = await signInDirectly(space)
  const drafting = start(token, ['--draft', ids.join(',')])
  expect(await said(drafting, 'done')).toBe(true)
  space.clearRequests()
  // Slow enough that a kill meets a read, a write, a read back and the commit alike.
  space.setLatency(4)
  let killed = 0
  for (; killed < kills; killed++) {
    const sender = start(token)
    if (!(await said(sender, 'ready'))) break
    const requests = 1 + Math.floor(Math.random() * mostRequests)
    for (let count = 0; count < requests; count++) await space.nextRequest({})
    await new Promise((done) => setTimeout(done, Math.random() * 12))
    sender.kill('SIGKILL')
    await once(sender, 'exit')
  }
  expect(killed, 'the drafts lasted for all kills').toBe(kills)
  const isWritten = ({ method, status }: { method: string; status: number | null }): boolean =>
    method === 'PUT' && status === 200
  expect(space.requests.filter(isWritten).length, 'sent between kills').toBeGreaterThan(people / 4)
  const last = start(token)
  expect(await said(last, 'done')).toBe(true)

  const writes = space.requests.filter(isWritten)
  const written = writes.map(({ body }) => (JSON.parse(body) as { Id: number }).Id)
  expect(written.sort(byNumber)).toEqual([...ids].sort(byNumber))
  for (const id of ids) {
    const old = before.get(id) ?? {}
    const wanted = {
      FullName: `${typeof old['FullName'] === 'string' ? old['FullName'] : ''} once`,
      OnPurchases: old['OnPurchases'] !== true,
    }
    const { UpdatedOn, UpdatedBy, ...now } = space.value(id)
    expect(now, `person ${id}`).toEqual({
      ...now,
      ...old,
      ...wanted,
      UpdatedOn: undefined,
      UpdatedBy: undefined,
    })
    expect([UpdatedOn, UpdatedBy]).not.toContain(undefined)
  }
  const database = connect(file)
  const journal = database.prepare('SELECT id, outcome FROM journal ORDER BY id').all()
  database.close()
  expect(journal.map((row) => ({ ...row }))).toEqual(
    ids.toSorted(byNumber).map((id) => ({ id, outcome: 'verified' })),
  )
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const byNumber = (a: number, b: number): number => a - b

async function signInDirectly(space: { url: string; email: string; password: string }): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'password',
    username: space.email,
    password: space.password,
  })
  const answer = await fetch(`${space.url}/api/token`, { method: 'POST', body: form })
  return ((await answer.json()) as { access_token: string }).access_token
}

/** Waits until a process says a word. @returns false when it ended before */
function said(process: ChildProcess, word: string): Promise<boolean> {
  return new Promise((done) => {
    process.stdout?.on('data', (text: Buffer) => {
      if (text.toString().split('\n').includes(word)) done(true)
    })
    process.once('exit', () => done(false))
  })
}
