import { beforeEach, describe, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import type { FieldValue } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import { userField } from '#shared/records/user-fields'
import { openTestDatabase, type TestDatabase } from '../database/testing'
import { createEngine, type Engine } from './engine'
import { createOutbox, type Outbox } from './outbox'
import { createDraftRepository, type DraftRepository } from './repository'
import type { Fresh, RecordSource } from './source'

const ana = {
  Id: 7,
  FullName: 'Ana',
  Email: 'ana@example.com',
  UserRoles: [1, 2],
  Active: true,
  AvatarFileName: 'a',
}

/** A server of one record, whose next steps can be told to go wrong. */
class Server {
  record: Record<string, FieldValue> = { ...ana }
  missing: string[] = []
  requests: string[] = []
  /** Called before each step; may throw, or change the record as somebody else would. */
  before: (step: 'read' | 'write', count: number) => void = () => undefined
  /** Called after a write took effect; may throw, as an answer that is lost. */
  afterWrite: () => void = () => undefined
  keeps: (name: string, value: FieldValue) => FieldValue = (_, value) => value

  readonly source: RecordSource = {
    fields: userField,
    read: () => this.#step('read', () => ({ values: { ...this.record }, missing: this.missing })),
    write: (_, values) =>
      this.#step('write', () => {
        for (const [name, value] of Object.entries(values)) {
          if (name === 'NewAvatarUrl') this.record['AvatarFileName'] = 'new'
          else this.record[name] = this.keeps(name, value)
        }
        this.afterWrite()
      }),
    renew: () => [],
    renewed: () => undefined,
  }
  async #step<T>(step: 'read' | 'write', job: () => T): Promise<T> {
    await Promise.resolve()
    this.requests.push(step)
    this.before(step, this.requests.length)
    return job()
  }
}

let database: TestDatabase
let repository: DraftRepository
let outbox: Outbox
let server: Server
let engine: Engine
let time = 1_000_000
let online = true

const start = async (): Promise<void> => {
  outbox = createOutbox({
    repository,
    now: () => time,
    describePerson: () => Promise.resolve({ title: 'Ana', email: 'ana@example.com' }),
  })
  await outbox.open(1)
  engine = createEngine<Fresh>({
    outbox,
    source: server.source,
    // Time moves only by what the engine sleeps, so delays cost nothing here.
    clock: { now: () => time, sleep: () => new Promise(() => undefined) },
    random: () => 0.4567,
    by: () => 'ada@northlight.example',
    ready: () => online,
  })
}
beforeEach(async () => {
  database = openTestDatabase()
  await database.all(
    `INSERT INTO accounts VALUES (1, 'key', 'a', 'http://127.0.0.1', NULL, 'ada@northlight.example', 'Ada', 's', 0, 0)`,
  )
  repository = createDraftRepository(database)
  server = new Server()
  online = true
  await start()
})

const edit = (field: string, mine: FieldValue) =>
  outbox.edit({ id: 7, field, base: (ana as Values)[field] ?? null, mine })
const applyAndWait = async (): Promise<void> => {
  await outbox.apply([7])
  engine.wake()
  await engine.stop()
}
const draft = () => outbox.drafts.get(7)

describe('applying a draft', () => {
  it('reads, writes and reads: three requests, one journal entry, no draft left', async () => {
    await edit('FullName', 'Ann')
    await edit('UserRoles', [2, 3])
    server.record['UserRoles'] = [1, 2, 9]
    await applyAndWait()
    expect(server.requests).toEqual(['read', 'write', 'read'])
    expect(server.record).toEqual({ ...ana, FullName: 'Ann', UserRoles: [2, 3, 9] })
    expect(draft()).toBeUndefined()
    const [entry] = await repository.journal(1, 9)
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
    await edit('FullName', 'Ann')
    server.record['FullName'] = 'Ann'
    await applyAndWait()
    expect(server.requests).toEqual(['read'])
    expect(draft()).toBeUndefined()
  })

  it('holds the whole draft when one field clashes, and sends nothing', async () => {
    await edit('FullName', 'Ann')
    await edit('Active', false)
    server.record['FullName'] = 'Anna'
    await applyAndWait()
    expect(server.requests).toEqual(['read'])
    expect(draft()).toMatchObject({ state: 'conflict', conflicts: [{ field: 'FullName', theirs: 'Anna' }] })
  })

  it('sends mine over a conflict only after a person chose it', async () => {
    await edit('FullName', 'Ann')
    server.record['FullName'] = 'Anna'
    await applyAndWait()
    await outbox.resolve(7, 'FullName', 'mine')
    await start()
    await applyAndWait()
    expect(server.record['FullName']).toBe('Ann')
  })

  it('refuses to write a record whose required fields did not come', async () => {
    await edit('FullName', 'Ann')
    server.missing = ['PasswordSalt']
    await applyAndWait()
    expect(server.requests).toEqual(['read'])
    expect(draft()).toMatchObject({ state: 'blocked', problem: { facts: { missing: ['PasswordSalt'] } } })
  })

  it('keeps a refused draft with the server’s words by field', async () => {
    await edit('Email', 'taken@example.com')
    const fields = [{ field: 'Email', words: 'is already in use' }]
    server.before = (step) => {
      if (step === 'write') throw new UsherError('refused', { status: 400, fields })
    }
    await applyAndWait()
    expect(outbox.list()[0]).toMatchObject({
      state: 'refused',
      changes: [{ field: 'Email', mine: 'taken@example.com', refusal: 'is already in use' }],
    })
  })

  it.each(['gone', 'no-permission'] as const)('keeps the draft when the answer is %s', async (code) => {
    await edit('FullName', 'Ann')
    server.before = () => {
      throw new UsherError(code, { status: 404 })
    }
    await applyAndWait()
    expect(draft()).toMatchObject({
      state: code === 'gone' ? 'gone' : 'refused',
      patch: { FullName: { mine: 'Ann' } },
    })
  })

  it('does not send a draft with an invalid value', async () => {
    await edit('Email', 'nobody')
    await expect(outbox.apply([7])).rejects.toMatchObject({ code: 'invalid-draft' })
    expect(draft()?.state).toBe('saved')
  })

  it('leaves what was typed while it was on its way as a new draft', async () => {
    await edit('FullName', 'Ann')
    server.afterWrite = () => void edit('FullName', 'Annie')
    await applyAndWait()
    expect(server.record['FullName']).toBe('Ann')
    expect(draft()).toMatchObject({ state: 'saved', patch: { FullName: { base: 'Ann', mine: 'Annie' } } })
  })

  it('says so when the server takes a value and keeps another form of it', async () => {
    await edit('FullName', ' Ann ')
    server.keeps = (_, value) => (typeof value === 'string' ? value.trim() : value)
    await applyAndWait()
    expect(draft()).toBeUndefined()
    expect((await repository.journal(1, 1))[0]).toMatchObject({
      verified: false,
      changes: [{ after: 'Ann' }],
    })
  })

  it('stops after two tries when the server says yes and does nothing', async () => {
    await edit('FullName', 'Ann')
    server.keeps = () => 'Ana'
    await applyAndWait()
    expect(server.requests.filter((step) => step === 'write')).toHaveLength(2)
    expect(draft()).toMatchObject({
      state: 'refused',
      problem: { code: 'not-applied', facts: { missing: ['FullName'] } },
    })
  })
})

describe('when no answer settles anything', () => {
  const lost = new UsherError('unreachable')

  it('recognises a write whose answer was lost, and does not write again', async () => {
    await edit('FullName', 'Ann')
    server.afterWrite = () => {
      throw lost
    }
    await applyAndWait()
    expect(draft()).toMatchObject({
      state: 'queued',
      intent: { FullName: { mine: 'Ann' } },
      problem: { code: 'unreachable' },
    })
    await start()
    engine.wake()
    await engine.stop()
    expect(server.requests).toEqual(['read', 'write', 'read'])
    expect(draft()).toBeUndefined()
    expect((await repository.journal(1, 9)).map((entry) => entry.changes)).toEqual([
      [{ field: 'FullName', before: 'Ana', after: 'Ann' }],
    ])
  })

  it('does not give a command twice that a lost write gave', async () => {
    await outbox.edit({ id: 7, field: 'NewAvatarUrl', base: 'a', mine: 'https://example.com/n.png' })
    server.afterWrite = () => {
      throw lost
    }
    await applyAndWait()
    await start()
    engine.wake()
    await engine.stop()
    expect(server.requests.filter((step) => step === 'write')).toHaveLength(1)
    expect(draft()).toBeUndefined()
  })

  it('asks for a new review of what was edited after a write that did not happen', async () => {
    await edit('FullName', 'Ann')
    server.before = (step) => {
      if (step === 'write') throw lost
    }
    await applyAndWait()
    await edit('FullName', 'Annie')
    server.before = () => undefined
    await start()
    engine.wake()
    await engine.stop()
    expect(server.record['FullName']).toBe('Ana')
    expect(draft()).toMatchObject({ state: 'saved', intent: null, patch: { FullName: { mine: 'Annie' } } })
  })

  it.each(['offline', 'unreachable', 'timeout', 'tls', 'sign-in-ended'] as const)(
    'ends the round and waits to be woken: %s',
    async (code) => {
      await edit('FullName', 'Ann')
      server.before = () => {
        throw new UsherError(code)
      }
      await applyAndWait()
      expect(draft()).toMatchObject({ state: 'queued', retryAt: null, problem: { code } })
      expect(engine.state).toMatchObject({ running: false, problem: { code } })
    },
  )

  it.each(['server-fault', 'not-json', 'unexpected-answer'] as const)(
    'tries again later, ever more slowly: %s',
    async (code) => {
      await edit('FullName', 'Ann')
      server.before = () => {
        throw new UsherError(code)
      }
      await applyAndWait()
      expect(draft()).toMatchObject({ state: 'queued', attempts: 1, retryAt: time + 957 })
    },
  )

  it('waits as long as the server asks', async () => {
    await edit('FullName', 'Ann')
    server.before = () => {
      throw new UsherError('throttled', { retryAt: time + 42_000 })
    }
    await applyAndWait()
    expect(draft()).toMatchObject({ state: 'queued', retryAt: time + 42_000 })
  })

  it('keeps the draft as it was when the disk is full in the middle', async () => {
    await edit('FullName', 'Ann')
    server.before = () => database.failing(true)
    await applyAndWait()
    expect(engine.state).toMatchObject({ running: false, problem: { code: 'disk-full' } })
    database.failing(false)
    await start()
    expect(draft()?.patch).toEqual({ FullName: { base: 'Ana', mine: 'Ann' } })
  })

  it('goes on, without a restart, once a disk that was full has room again', async () => {
    await edit('FullName', 'Ann')
    await outbox.apply([7])
    server.afterWrite = () => database.failing(true)
    engine.wake()
    await expect.poll(() => engine.state.problem?.code).toBe('disk-full')
    expect(draft()?.state).toBe('sending')
    database.failing(false)
    engine.wake()
    await engine.stop()
    expect(draft()).toBeUndefined()
    expect(server.requests.filter((step) => step === 'write')).toHaveLength(1)
  })

  it('sends nothing while it cannot work', async () => {
    online = false
    await edit('FullName', 'Ann')
    await applyAndWait()
    expect(server.requests).toEqual([])
    expect(draft()?.state).toBe('queued')
  })
})

describe('what a person may do', () => {
  it('finds a draft again after a discard, and what was typed since wins', async () => {
    await edit('FullName', 'Ann')
    await edit('Active', false)
    await outbox.discard([7])
    expect(draft()).toBeUndefined()
    await edit('FullName', 'Anja')
    await outbox.restore([7])
    expect(draft()?.patch).toEqual({
      FullName: { base: 'Ana', mine: 'Anja' },
      Active: { base: true, mine: false },
    })
  })

  it('undoes an applied change by a draft that nobody sends unasked', async () => {
    await edit('FullName', 'Ann')
    await applyAndWait()
    const [entry] = await repository.journal(1, 1)
    await outbox.undo(entry?.id ?? 0)
    expect(server.record['FullName']).toBe('Ann')
    expect(draft()).toMatchObject({ state: 'saved', patch: { FullName: { base: 'Ann', mine: 'Ana' } } })
    expect((await repository.journal(1, 1))[0]?.undone).toBe(true)
  })

  it('takes a change away by setting its base again', async () => {
    await edit('FullName', 'Ann')
    expect(await edit('FullName', 'Ana')).toBeNull()
    expect(await repository.all(1)).toEqual([])
  })

  it('keeps the base that was seen first', async () => {
    await edit('FullName', 'Ann')
    await outbox.edit({ id: 7, field: 'FullName', base: 'Somebody’s', mine: 'Anna' })
    expect(draft()?.patch).toEqual({ FullName: { base: 'Ana', mine: 'Anna' } })
  })

  it('chooses one of the two ways to change a picture', async () => {
    await outbox.edit({ id: 7, field: 'NewAvatarUrl', base: 'a', mine: 'https://example.com/n.png' })
    await outbox.edit({ id: 7, field: 'ClearAvatarFile', base: 'a', mine: true })
    expect(Object.keys(draft()?.patch ?? {})).toEqual(['ClearAvatarFile'])
  })

  it('has to review anew what it edits in the queue', async () => {
    await edit('FullName', 'Ann')
    await outbox.apply([7])
    await edit('FullName', 'Anna')
    expect(draft()?.state).toBe('saved')
  })

  it('is told when the disk did not take an edit, and the old draft stands', async () => {
    await edit('FullName', 'Ann')
    database.failing(true)
    await expect(edit('FullName', 'Anna')).rejects.toMatchObject({ code: 'disk-full' })
    expect(draft()?.patch['FullName']?.mine).toBe('Ann')
  })
})
