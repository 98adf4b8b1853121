import { beforeEach, describe, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import { ana, Desk } from './testing'

let desk: Desk
beforeEach(async () => {
  desk = await new Desk().start()
})

describe('applying a draft', () => {
  it('reads, writes and reads: three requests, one journal entry, no draft left', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.edit('UserRoles', [2, 3])
    desk.server.record['UserRoles'] = [1, 2, 9]
    await desk.applyAndWait()
    expect(desk.server.requests).toEqual(['read', 'write', 'read'])
    expect(desk.server.record).toEqual({ ...ana, FullName: 'Ann', UserRoles: [2, 3, 9] })
    expect(desk.draft()).toBeUndefined()
    const [entry] = await desk.repository.journal(1, 9)
    expect(entry).toMatchObject({
      verified: true,
      by: 'ada@northlight.example',
      changes: [
        { field: 'FullName', before: 'Ana', after: 'Ann' },
        { field: 'UserRoles', before: [1, 2, 9], after: [2, 3, 9] },
      ],
    })
  })

  it('writes nothing where both sides made the same change', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.record['FullName'] = 'Ann'
    await desk.applyAndWait()
    expect(desk.server.requests).toEqual(['read'])
    expect(desk.draft()).toBeUndefined()
  })

  it('holds the whole draft when one field clashes, and sends nothing', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.edit('Active', false)
    desk.server.record['FullName'] = 'Anna'
    await desk.applyAndWait()
    expect(desk.server.requests).toEqual(['read'])
    expect(desk.draft()).toMatchObject({
      state: 'conflict',
      conflicts: [{ field: 'FullName', theirs: 'Anna' }],
    })
  })

  it('sends mine over a conflict only after a person chose it', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.record['FullName'] = 'Anna'
    await desk.applyAndWait()
    await desk.outbox.resolve(7, 'FullName', 'mine')
    await desk.start()
    await desk.applyAndWait()
    expect(desk.server.record['FullName']).toBe('Ann')
  })

  it('refuses to write a record whose required fields did not come', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.missing = ['PasswordSalt']
    await desk.applyAndWait()
    expect(desk.server.requests).toEqual(['read'])
    expect(desk.draft()).toMatchObject({
      state: 'blocked',
      problem: { facts: { missing: ['PasswordSalt'] } },
    })
  })

  it('keeps a refused draft with the server’s words by field', async () => {
    await desk.edit('Email', 'taken@example.com')
    const fields = [{ field: 'Email', words: 'is already in use' }]
    desk.server.before = (step) => {
      if (step === 'write') throw new UsherError('refused', { status: 400, fields })
    }
    await desk.applyAndWait()
    expect(desk.outbox.list()[0]).toMatchObject({
      state: 'refused',
      changes: [{ field: 'Email', mine: 'taken@example.com', refusal: 'is already in use' }],
    })
  })

  it.each(['gone', 'no-permission'] as const)('keeps the draft when the answer is %s', async (code) => {
    await desk.edit('FullName', 'Ann')
    desk.server.before = () => {
      throw new UsherError(code, { status: 404 })
    }
    await desk.applyAndWait()
    expect(desk.draft()).toMatchObject({
      state: code === 'gone' ? 'gone' : 'refused',
      patch: { FullName: { mine: 'Ann' } },
    })
  })

  it('does not send a draft with an invalid value', async () => {
    await desk.edit('Email', 'nobody')
    await expect(desk.outbox.apply([7])).rejects.toMatchObject({ code: 'invalid-draft' })
    expect(desk.draft()?.state).toBe('saved')
  })

  it('leaves what was typed while it was on its way as a new draft', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.afterWrite = () => void desk.edit('FullName', 'Annie')
    await desk.applyAndWait()
    expect(desk.server.record['FullName']).toBe('Ann')
    expect(desk.draft()).toMatchObject({
      state: 'saved',
      patch: { FullName: { base: 'Ann', mine: 'Annie' } },
    })
  })

  it('says so when the server takes a value and keeps another form of it', async () => {
    await desk.edit('FullName', ' Ann ')
    desk.server.keeps = (_, value) => (typeof value === 'string' ? value.trim() : value)
    await desk.applyAndWait()
    expect(desk.draft()).toBeUndefined()
    expect((await desk.repository.journal(1, 1))[0]).toMatchObject({
      verified: false,
      changes: [{ after: 'Ann' }],
    })
  })

  it('stops after two tries when the server says yes and does nothing', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.keeps = () => 'Ana'
    await desk.applyAndWait()
    expect(desk.server.requests.filter((step) => step === 'write')).toHaveLength(2)
    expect(desk.draft()).toMatchObject({
      state: 'refused',
      problem: { code: 'not-applied', facts: { missing: ['FullName'] } },
    })
  })
})

describe('when no answer settles anything', () => {
  const lost = new UsherError('unreachable')

  it('recognises a write whose answer was lost, and does not write again', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.afterWrite = () => {
      throw lost
    }
    await desk.applyAndWait()
    expect(desk.draft()).toMatchObject({
      state: 'queued',
      intent: { FullName: { mine: 'Ann' } },
      problem: { code: 'unreachable' },
    })
    await desk.start()
    await desk.run()
    expect(desk.server.requests).toEqual(['read', 'write', 'read'])
    expect(desk.draft()).toBeUndefined()
    expect((await desk.repository.journal(1, 9)).map((entry) => entry.changes)).toEqual([
      [{ field: 'FullName', before: 'Ana', after: 'Ann' }],
    ])
  })

  it('does not give a command twice that a lost write gave', async () => {
    await desk.edit('NewAvatarUrl', 'https://example.com/n.png', 'a')
    desk.server.afterWrite = () => {
      throw lost
    }
    await desk.applyAndWait()
    await desk.start()
    await desk.run()
    expect(desk.server.requests.filter((step) => step === 'write')).toHaveLength(1)
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

  it.each(['offline', 'unreachable', 'timeout', 'tls', 'sign-in-ended'] as const)(
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

  it.each(['server-fault', 'not-json', 'unexpected-answer'] as const)(
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
    await desk.outbox.apply([7])
    desk.server.afterWrite = () => desk.database.failing(true)
    desk.engine.wake()
    await expect.poll(() => desk.engine.state.problem?.code).toBe('disk-full')
    expect(desk.draft()?.state).toBe('sending')
    desk.database.failing(false)
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
