import { beforeEach, describe, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import { ana, TestDesk } from './testing'

let desk: TestDesk
beforeEach(async () => {
  desk = await new TestDesk().start()
})

describe('applying a draft', () => {
  it('reads, writes and reads: three requests, one journal entry, no draft left', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.edit('UserRoles', [2])
    desk.server.record['UserRoles'] = [1, 2, 9]
    await desk.applyAndWait()
    expect(desk.server.requests).toEqual(['read', 'write', 'read'])
    expect(desk.server.record).toEqual({ ...ana, FullName: 'Ann', UserRoles: [2, 9], UpdatedOn: '2' })
    expect(desk.draft()).toBeUndefined()
    const [entry] = await desk.journal()
    expect(entry).toMatchObject({
      outcome: 'verified',
      by: 'ada@northlight.example',
      changes: [
        { field: 'FullName', before: 'Ana', after: 'Ann' },
        { field: 'UserRoles', before: [1, 2, 9], after: [2, 9] },
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

  it('reads anew where its write waited so long that it was not sent', async () => {
    await desk.edit('FullName', 'Ann')
    let waits = 2
    desk.server.before = (step) => {
      if (step !== 'write' || waits-- === 0) return
      desk.server.record = { ...desk.server.record, Email: `${waits}@else.example` }
      throw Object.assign(new UsherError('throttled', { retryAt: 0 }), { unsent: true, overtaken: true })
    }
    await desk.applyAndWait()
    expect(desk.server.requests).toEqual(['read', 'write', 'read', 'write', 'read', 'write', 'read'])
    expect(desk.server.record).toMatchObject({ FullName: 'Ann', Email: '0@else.example' })
    expect(desk.outbox.list()).toEqual([])
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

  it.each(['gone', 'no-permission', 'no-profile'] as const)(
    'keeps the draft when the answer is %s',
    async (code) => {
      await desk.edit('FullName', 'Ann')
      desk.server.before = () => {
        throw new UsherError(code, { status: 404 })
      }
      await desk.applyAndWait()
      expect(desk.draft()).toMatchObject({
        state: code === 'gone' ? 'gone' : 'refused',
        patch: { FullName: { mine: 'Ann' } },
      })
    },
  )

  it('does not send a draft with an invalid value', async () => {
    await desk.edit('Email', 'nobody')
    await expect(desk.apply()).rejects.toMatchObject({ code: 'invalid-draft' })
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
    expect((await desk.journal())[0]).toMatchObject({
      outcome: 'verified',
      changes: [{ after: ' Ann ', found: 'Ann' }],
    })
  })

  it('looks twice and writes once when the server says yes and does nothing', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.keeps = () => 'Ana'
    await desk.applyAndWait()
    expect(desk.server.requests).toEqual(['read', 'write', 'read', 'read'])
    expect(desk.draft()).toMatchObject({
      state: 'refused',
      problem: { code: 'not-applied', facts: { missing: ['FullName'] } },
    })
    // The server took it: whether it was ignored or set back at once nobody can tell, and both are told.
    expect(await desk.journal()).toMatchObject([
      { outcome: 'ignored', undoable: false, changes: [{ before: 'Ana', after: 'Ann', found: 'Ana' }] },
    ])
  })
})

describe('what is more than it seems', () => {
  /** Taking a change back took it out of the draft, and the draft was gone when the write had landed. */
  it('keeps it when a change is taken back while it is on its way', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.afterWrite = () => void desk.edit('FullName', 'Ana')
    await desk.applyAndWait()
    expect(desk.server.record['FullName']).toBe('Ann')
    expect(desk.draft()).toMatchObject({ state: 'saved', patch: { FullName: { base: 'Ann', mine: 'Ana' } } })
  })

  /** Found by the simulation: its turn came after the commit, where ‘back to what it was’ looked like no change at all. */
  it('keeps it when a change is taken back while the commit is on its way', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.edit('UserRoles', [2])
    desk.server.record['UserRoles'] = [1, 2, 9]
    desk.server.source.renewed = () => undefined
    desk.server.source.renew = () => {
      // The commit has its turn: these come after it.
      void desk.edit('FullName', 'Ana')
      void desk.edit('UserRoles', [1, 2])
      return []
    }
    await desk.applyAndWait()
    await desk.outbox.settled()
    expect(desk.server.record).toMatchObject({ FullName: 'Ann', UserRoles: [2, 9] })
    expect(desk.draft()).toMatchObject({
      state: 'saved',
      patch: { FullName: { base: 'Ann', mine: 'Ana' }, UserRoles: { base: [2, 9], mine: [1, 2, 9] } },
    })
  })

  /** An administrator who takes away their own access cannot read back what they did. */
  it.each(['gone', 'no-permission'] as const)(
    'counts a write as applied that may not be read back: %s',
    async (code) => {
      await desk.edit('Active', false)
      desk.server.before = (step, count) => {
        if (step === 'read' && count > 2) throw new UsherError(code, { status: 401 })
      }
      await desk.applyAndWait()
      expect(desk.draft()).toBeUndefined()
      expect(await desk.journal()).toMatchObject([
        { outcome: 'unread', changes: [{ field: 'Active', before: true, after: false }] },
      ])
    },
  )

  it('keeps in the journal what the server took, and in the draft what it ignored', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.edit('Active', false)
    desk.server.keeps = (name, value) => (name === 'Active' ? true : value)
    await desk.applyAndWait()
    expect(desk.draft()).toMatchObject({
      state: 'refused',
      patch: { Active: { base: true, mine: false } },
      problem: { code: 'not-applied', facts: { missing: ['Active'] } },
    })
    expect(await desk.journal()).toMatchObject([
      {
        outcome: 'changed',
        changes: [
          { field: 'FullName', before: 'Ana', after: 'Ann' },
          { field: 'Active', before: true, after: false, found: true },
        ],
      },
    ])
  })

  it('does not clash with a picture that it set itself', async () => {
    await desk.edit('NewAvatarUrl', 'https://example.com/n.png', 'a')
    await desk.edit('Active', false)
    desk.server.keeps = (name, value) => (name === 'Active' ? true : value)
    await desk.applyAndWait()
    expect(desk.draft()).toMatchObject({ state: 'refused', patch: { Active: { mine: false } } })
    expect(desk.draft()?.patch).not.toHaveProperty('NewAvatarUrl')
  })

  it('sends what is held once more only after it is applied once more', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.before = (step) => {
      if (step === 'write') throw new UsherError('timeout')
    }
    await desk.applyAndWait()
    desk.server.before = () => undefined
    await desk.outbox.hold([7])
    await desk.edit('FullName', 'Annie')
    await desk.start()
    await desk.applyAndWait()
    expect(desk.server.record['FullName']).toBe('Annie')
  })

  it('does not send what was discarded while it was read, although another draft took its place', async () => {
    await desk.edit('FullName', 'Ann')
    await desk.apply()
    desk.server.asked = () => {
      desk.server.asked = () => undefined
      void desk.outbox.discard([7])
      void desk.edit('Active', false)
      const revision = (desk.draft()?.revision ?? 0) + 1
      void desk.outbox.apply([{ account: 1, id: 7, revision, reading: null }])
    }
    await desk.run()
    await desk.run()
    expect(desk.server.record).toMatchObject({ FullName: 'Ana', Active: false })
  })

  it('leaves no empty draft when what may have been sent was taken back and had not arrived', async () => {
    await desk.edit('FullName', 'Ann')
    desk.server.before = (step) => {
      if (step === 'write') throw new UsherError('timeout')
    }
    await desk.applyAndWait()
    desk.server.before = () => undefined
    await desk.outbox.hold([7])
    await desk.edit('FullName', 'Ana')
    await desk.start()
    desk.time += 60_000
    await desk.run()
    expect(desk.outbox.list()).toEqual([])
    expect(desk.server.record['FullName']).toBe('Ana')
  })
})
