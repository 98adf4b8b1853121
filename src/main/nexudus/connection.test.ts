import { describe, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import type { ConnectionState } from '#shared/ipc/models'
import { createConnection } from './connection'

const far = 'https://x.example'
const here = 'http://127.0.0.1:4010'

function createDesk(given: { answers?: boolean } = {}) {
  const states: ConnectionState[] = []
  const desk = { server: far as string | null, paused: {} as Record<string, number>, sleeps: 0, states }
  const connection = createConnection({
    clock: {
      now: () => 1_000,
      sleep: () => (desk.sleeps++ < 5 ? Promise.resolve() : new Promise(() => undefined)),
    },
    random: () => 0.5,
    server: () => desk.server,
    pausedUntil: (server) => desk.paused[server] ?? 0,
    isLocal: (server) => server === here,
    probe: () => (given.answers ? Promise.resolve() : Promise.reject(new UsherError('unreachable'))),
    startOffline: false,
  })
  connection.onChange((state) => states.push(state))
  return { desk, connection }
}
const timeout = new UsherError('timeout', { host: 'x.example' })

describe('the connection', () => {
  it('needs no network for a server on this computer, such as the demo space', () => {
    const { desk, connection } = createDesk()
    connection.hint(false)
    expect(connection.state.online).toBe(false)
    expect(() => connection.requireOnline(far)).toThrow(expect.objectContaining({ code: 'offline' }) as Error)
    expect(() => connection.requireOnline(here)).not.toThrow()
    desk.server = here
    connection.switched()
    expect(connection.state.online).toBe(true)
    expect(desk.states.at(-1)?.online).toBe(true)
  })

  it('asks a server on this computer whether it went together with the network', async () => {
    for (const answers of [true, false]) {
      const { desk, connection } = createDesk({ answers })
      desk.server = here
      connection.hint(false)
      await new Promise((resolve) => setImmediate(resolve))
      expect(connection.state.online).toBe(answers)
    }
  })

  /** Found by the simulation: a server that was lost and left, and entered again, was never asked again. */
  it('asks a server anew that was lost, left and entered again', async () => {
    const { desk, connection } = createDesk()
    connection.failed(far, timeout)
    expect(connection.state.online).toBe(false)
    desk.server = null
    connection.switched()
    await new Promise((resolve) => setImmediate(resolve))
    desk.server = far
    connection.switched()
    expect(connection.state.online).toBe(true)
  })

  it('is offline by wish wherever the server is', () => {
    const { desk, connection } = createDesk()
    desk.server = here
    connection.workOffline(true)
    expect(connection.state.online).toBe(false)
    expect(() => connection.requireOnline(here)).toThrow()
    expect(connection.trouble()).toEqual({ code: 'offline', facts: {} })
  })

  it('tells what waiting for the server would come to', () => {
    const { desk, connection } = createDesk()
    expect(connection.trouble()).toBeNull()
    desk.paused[far] = 5_000
    expect(connection.trouble()).toEqual({ code: 'throttled', facts: { retryAt: 5_000 } })
    connection.failed(far, timeout)
    expect(connection.trouble()).toEqual({ code: 'timeout', facts: { host: 'x.example' } })
    connection.reached(far)
    desk.paused = {}
    expect(connection.trouble()).toBeNull()
  })

  it('does not hold one server’s silence or pause against another', () => {
    const { desk, connection } = createDesk()
    desk.paused[far] = 5_000
    connection.failed(far, timeout)
    expect(connection.state).toMatchObject({ online: false, pausedUntil: 5_000 })
    desk.server = 'https://y.example'
    connection.switched()
    expect(connection.state).toMatchObject({ online: true, pausedUntil: null })
    // A late failure of the one that was left.
    connection.failed(far, timeout)
    expect(connection.state.online).toBe(true)
  })

  it('finds out by itself that the server answers again', async () => {
    const { desk, connection } = createDesk({ answers: true })
    connection.failed(far, timeout)
    expect(connection.state.online).toBe(false)
    await new Promise((resolve) => setImmediate(resolve))
    expect(connection.state.online).toBe(true)
    expect(desk.states.map((state) => state.online)).toEqual([false, true])
  })

  it('takes a refusal for an answer', () => {
    const { connection } = createDesk()
    connection.failed(far, new UsherError('no-permission'))
    expect(connection.state.online).toBe(true)
  })
})
