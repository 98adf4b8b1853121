import { beforeEach, describe, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import { TestDesk } from './testing'

let desk: TestDesk
beforeEach(async () => {
  desk = await new TestDesk().start()
})

describe('other drafts', () => {
  const both = async (): Promise<void> => {
    for (const id of [7, 8]) await desk.edit('FullName', 'Ann', 'Ana', id)
    await desk.apply(7, 8)
  }

  it('go on when one record never answers', async () => {
    await both()
    const asked: number[] = []
    desk.server.asked = (id) => {
      asked.push(id)
      if (id === 7) throw new UsherError('timeout')
    }
    await desk.run()
    expect(asked).toContain(8)
    // And the one that fails is not asked again before its time.
    await desk.run()
    expect(asked.filter((id) => id === 7)).toHaveLength(1)
  })

  it('go on when somebody edits one while it is being read, and the reading fails', async () => {
    await both()
    const asked: number[] = []
    desk.server.asked = (id) => {
      asked.push(id)
      if (id !== 7) return
      void desk.edit('FullName', 'Anni')
      throw new UsherError('server-fault', { status: 500 })
    }
    await desk.run()
    expect(asked).toContain(8)
    expect(desk.draft(7)).toMatchObject({ state: 'saved', patch: { FullName: { mine: 'Anni' } } })
  })
})

/** A retry time in the past that could not be rewritten made the engine ask without a pause. */
it('does not ask again and again while the disk is full', async () => {
  const sleeps: number[] = []
  await desk.edit('FullName', 'Ann')
  await desk.apply()
  desk.server.before = () => {
    desk.database.failing(true)
    throw new UsherError('server-fault')
  }
  desk.sleep = (ms) => {
    sleeps.push(ms)
    desk.time += ms
    return sleeps.length > 20 ? new Promise(() => undefined) : Promise.resolve()
  }
  desk.engine.wake()
  await expect.poll(() => sleeps.length).toBeGreaterThan(20)
  expect(Math.min(...sleeps.slice(1))).toBeGreaterThanOrEqual(500)
})

it('waits when a person pauses, and goes on from there', async () => {
  await desk.edit('FullName', 'Ann')
  desk.engine.pause(true)
  await desk.applyAndWait()
  expect(desk.server.requests).toEqual([])
  expect(desk.engine.state.paused).toBe(true)
  desk.engine.pause(false)
  await desk.engine.idle()
  expect(desk.server.record['FullName']).toBe('Ann')
})

/** ‘Retry-After: 0’ was asked without any pause. */
it('backs off from a server that asks for patience and names no time', async () => {
  const sleeps: number[] = []
  await desk.edit('FullName', 'Ann')
  await desk.apply()
  desk.server.before = () => {
    throw new UsherError('throttled', { retryAt: 0 })
  }
  desk.sleep = (ms) => {
    sleeps.push(ms)
    desk.time += ms
    return sleeps.length > 9 ? new Promise(() => undefined) : Promise.resolve()
  }
  desk.engine.wake()
  await expect.poll(() => sleeps.length).toBeGreaterThan(9)
  expect(Math.min(...sleeps.slice(2))).toBeGreaterThanOrEqual(500)
})

it('sends what had to wait although the clock was set back by years', async () => {
  desk.time = Date.UTC(2031, 0)
  await desk.edit('FullName', 'Ann')
  await desk.apply()
  desk.server.before = (_, count) => {
    if (count === 1) throw new UsherError('server-fault')
  }
  await desk.run()
  desk.time -= 5 * 365 * 86_400_000
  await desk.run()
  expect(desk.server.record['FullName']).toBe('Ann')
})

/** Found by the simulation: after a disk that was full for a moment nothing was sent for as long as the clock was set back. */
it('rests no longer than it meant to although the clock was set back by years', async () => {
  desk.time = Date.UTC(2031, 0)
  await desk.edit('FullName', 'Ann')
  await desk.apply()
  desk.server.before = () => desk.database.failing(true)
  await desk.run()
  expect(desk.engine.state.problem?.code).toBe('disk-full')
  desk.database.failing(false)
  desk.server.before = () => undefined
  desk.time -= 5 * 365 * 86_400_000
  await desk.run()
  expect(desk.server.record['FullName']).toBe('Ann')
})
