import { beforeEach, describe, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import { TestDesk } from './testing'

let desk: TestDesk
beforeEach(async () => {
  desk = await new TestDesk().start()
})

describe('when no answer settles anything', () => {
  const lost = new UsherError('unreachable')
  /** The write arrives, its answer does not, somebody sets one flag back, and Usher starts again: it writes no more. */
  const activeSetBack = async (): Promise<void> => {
    desk.server.afterWrite = () => {
      desk.server.record['Active'] = true
      desk.server.touch()
      throw lost
    }
    await desk.applyAndWait()
    await desk.start()
    await desk.run()
    expect(desk.server.requests.filter((step) => step === 'write')).toHaveLength(1)
  }

  it('recognises a write whose answer was lost, and does not write again', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.afterWrite = () => {
      throw lost
    }
    await desk.applyAndWait()
    expect(desk.draft()).toMatchObject({
      state: 'queued',
      intent: { write: { FullName: 'Ann' }, before: { FullName: 'Ana' }, accepted: false },
      problem: { code: 'unreachable' },
    })
    await desk.start()
    await desk.run()
    expect(desk.server.requests).toEqual(['read', 'write', 'read'])
    expect(desk.draft()).toBeUndefined()
    expect((await desk.journal()).map((entry) => entry.changes)).toEqual([
      [{ field: 'FullName', before: 'Ana', after: 'Ann' }],
    ])
  })

  it('forgets a write that surely did not happen, whatever is done to the record meanwhile', async () => {
    await desk.edit('FullName', 'Ann')
    const refused = Object.assign(new UsherError('throttled', { retryAt: desk.time + 5_000 }), {
      unsent: true,
    })
    desk.server.before = (step) => {
      if (step === 'write') throw refused
    }
    await desk.applyAndWait()
    expect(desk.draft()).toMatchObject({
      ...{ state: 'queued', intent: null, attempts: 1, retryAt: desk.time + 5_000 },
      problem: { code: 'throttled' },
    })
    // With its intent it would be uncertain: the stamp moves, and the value is as before.
    desk.server.touch()
    desk.server.before = () => undefined
    desk.time += 5_001
    await desk.run()
    expect(desk.server.record['FullName']).toBe('Ann')
    expect(desk.draft()).toBeUndefined()
  })

  it('does not give a command twice that a lost write gave, and lets a person look', async () => {
    await desk.edit('NewAvatarUrl', 'https://example.com/n.png', 'a')
    desk.server.afterWrite = () => {
      throw lost
    }
    await desk.applyAndWait()
    await desk.start()
    await desk.run()
    expect(desk.server.requests.filter((step) => step === 'write')).toHaveLength(1)
    // Another picture is there: that it is this one nobody can tell.
    expect(desk.draft()).toMatchObject({
      state: 'conflict',
      conflicts: [{ field: 'NewAvatarUrl', theirs: 'new' }],
    })
  })

  it('leaves it to a person when it may have arrived and been set back since', async () => {
    await desk.edit('Active', false)
    await activeSetBack()
    expect(desk.draft()).toMatchObject({ state: 'saved', problem: { code: 'uncertain' } })
  })

  it('leaves it to a person when a part of what arrived was set back since, and knows the rest', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.edit('Active', false)
    await activeSetBack()
    expect(desk.draft()).toMatchObject({ state: 'conflict', patch: { Active: { mine: false } } })
    expect(await desk.journal()).toMatchObject([
      {
        outcome: 'changed',
        changes: [
          { field: 'FullName', after: 'Ann' },
          { field: 'Active', after: false, found: true },
        ],
      },
    ])
  })

  it('keeps in the journal a write whose outcome can never be known', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.afterWrite = () => {
      throw lost
    }
    await desk.applyAndWait()
    desk.server.before = () => {
      throw new UsherError('gone', { status: 404 })
    }
    await desk.start()
    await desk.run()
    expect(desk.draft()).toMatchObject({ state: 'gone', intent: null, patch: { FullName: { mine: 'Ann' } } })
    expect(await desk.journal()).toMatchObject([{ outcome: 'unknown', changes: [{ after: 'Ann' }] }])
  })

  it('sends again by itself what surely did not arrive', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.before = (step, count) => {
      if (step === 'write' && count === 2) throw lost
    }
    await desk.applyAndWait()
    await desk.start()
    await desk.run()
    expect(desk.server.record['FullName']).toBe('Ann')
    expect(desk.draft()).toBeUndefined()
  })

  it('asks for a new review of what was edited after a write that did not happen', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.before = (step) => {
      if (step === 'write') throw lost
    }
    await desk.applyAndWait()
    await desk.edit('FullName', 'Annie')
    desk.server.before = () => undefined
    await desk.start()
    await desk.run()
    expect(desk.server.record['FullName']).toBe('Ana')
    expect(desk.draft()).toMatchObject({
      state: 'saved',
      intent: null,
      patch: { FullName: { mine: 'Annie' } },
    })
  })

  it.each(['offline', 'unreachable', 'tls', 'sign-in-ended'] as const)(
    'ends the round and waits to be woken: %s',
    async (code) => {
      await desk.edit('FullName', 'Ann')
      desk.server.before = () => {
        throw new UsherError(code)
      }
      await desk.applyAndWait()
      expect(desk.draft()).toMatchObject({ state: 'queued', retryAt: null, problem: { code } })
      expect(desk.engine.state).toMatchObject({ running: false, problem: { code } })
    },
  )

  it.each(['timeout', 'server-fault', 'not-json', 'unexpected-answer'] as const)(
    'tries again later, ever more slowly: %s',
    async (code) => {
      await desk.edit('FullName', 'Ann')
      desk.server.before = () => {
        throw new UsherError(code)
      }
      await desk.applyAndWait()
      expect(desk.draft()).toMatchObject({ state: 'queued', attempts: 1, retryAt: desk.time + 957 })
    },
  )

  it('waits as long as the server asks', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.before = () => {
      throw new UsherError('throttled', { retryAt: desk.time + 42_000 })
    }
    await desk.applyAndWait()
    expect(desk.draft()).toMatchObject({ state: 'queued', retryAt: desk.time + 42_000 })
  })

  it('keeps the draft as it was when the disk is full in the middle', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.before = () => desk.database.failing(true)
    await desk.applyAndWait()
    expect(desk.engine.state).toMatchObject({ running: false, problem: { code: 'disk-full' } })
    desk.database.failing(false)
    await desk.start()
    expect(desk.draft()?.patch).toEqual({ FullName: { base: 'Ana', mine: 'Ann' } })
  })

  it('goes on, without a restart, once a disk that was full has room again', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.apply()
    desk.server.afterWrite = () => desk.database.failing(true)
    desk.engine.wake()
    await expect.poll(() => desk.engine.state.problem?.code).toBe('disk-full')
    expect(desk.draft()?.state).toBe('sending')
    desk.database.failing(false)
    desk.time += 30_000
    await desk.run()
    expect(desk.draft()).toBeUndefined()
    expect(desk.server.requests.filter((step) => step === 'write')).toHaveLength(1)
  })

  it('sends nothing while it cannot work', async () => {
    desk.online = false
    await desk.edit('FullName', 'Ann')
    await desk.applyAndWait()
    expect(desk.server.requests).toEqual([])
    expect(desk.draft()?.state).toBe('queued')
  })
})
