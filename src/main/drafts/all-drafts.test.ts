import { beforeEach, describe, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import { profileField } from '#shared/records/profile-fields'
import { createAllDrafts, type AllDrafts } from './all-drafts'
import { openDesk } from './desk'
import { createDesks, type Desks } from './desks'
import type { RecordSource } from './source'
import { TestDesk } from './testing'

/** Ana is user 7 of a space, and by chance also customer 7 of a location. */
const profile = -7
let users: TestDesk
let all: AllDrafts
let portal: Desks
let customer: Record<string, string | null>
let refused: UsherError | null
beforeEach(async () => {
  users = await new TestDesk().start()
  await users.database.all(
    `INSERT INTO accounts (account, key, address, api_url, email, name, space, demo, used_at)
     VALUES (2, 'portal key', 'a', 'http://127.0.0.1', 'ana@x.example', 'Ana', 's', 0, 0)`,
  )
  customer = { FullName: 'Ana', Position: 'Joiner' }
  refused = null
  const source: RecordSource = {
    fields: profileField,
    read: () => Promise.resolve({ values: { ...customer }, missing: [], stamp: null }),
    write(_, values) {
      if (refused) return Promise.reject(refused)
      Object.assign(customer, values)
      return Promise.resolve()
    },
    renew: () => [],
    renewed: () => undefined,
  }
  const clock = { now: () => users.time, sleep: () => Promise.resolve() }
  const open = (account: number) =>
    openDesk({
      ...{ account, by: 'ana@x.example', repository: users.repository, source, clock, random: () => 0.5 },
      ready: () => true,
      describePerson: () => Promise.resolve({ title: 'Ana', email: 'ana@x.example' }),
    })
  portal = createDesks(open, () => undefined)
  await portal.show(2)
  const space = createDesks(
    () => Promise.resolve(users.desk),
    () => undefined,
  )
  await space.show(1)
  all = createAllDrafts({ user: space, profile: portal }, users.repository)
})
const edit = (id: number, field: string, base: string | null, mine: string) =>
  all.edit(id < 0 ? 2 : 1, { id, field, base, mine })
const shown = () =>
  all.list().map(({ account, id, revision, reading }) => ({ account, id, revision, reading }))
const idle = async () => {
  await users.engine.idle()
  await portal.current().engine.idle()
}

describe('drafts of both kinds', () => {
  it('are one list, each under its own key although the server’s numbers are the same', async () => {
    await edit(7, 'FullName', 'Ana', 'Anna')
    await edit(profile, 'Position', 'Joiner', 'Carpenter')
    expect(all.list().map(({ id, changes }) => [id, changes[0]?.field])).toEqual([
      ...[
        [7, 'FullName'],
        [profile, 'Position'],
      ],
    ])
  })

  it('are of their own table alone', async () => {
    await expect(edit(7, 'Position', null, 'x')).rejects.toMatchObject({ code: 'invalid-call' })
    await expect(edit(profile, 'UserRoles', null, 'x')).rejects.toMatchObject({ code: 'invalid-call' })
    await expect(edit(profile, 'NewPassword', null, 'x')).rejects.toMatchObject({ code: 'invalid-call' })
  })

  it('are applied together, each to its own server, and stand in one journal', async () => {
    await edit(7, 'FullName', 'Ana', 'Anna')
    await edit(profile, 'FullName', 'Ana', 'Annie')
    expect([...(await all.apply(shown())).queued].sort()).toEqual([profile, 7])
    await idle()
    expect([users.server.record['FullName'], customer['FullName']]).toEqual(['Anna', 'Annie'])
    const { entries } = await all.journal({ text: '', fields: [], before: null, count: 9 })
    expect(entries.map(({ user }) => user).sort()).toEqual([profile, 7])
  })

  it('are undone where they were applied', async () => {
    await edit(profile, 'Position', 'Joiner', 'Carpenter')
    await all.apply(shown())
    await idle()
    const [entry] = (await all.journal({ text: '', fields: [], before: null, count: 9 })).entries
    expect((await all.undo(entry?.id ?? 0)).id).toBe(profile)
    expect(all.list()).toMatchObject([
      { id: profile, changes: [{ field: 'Position', base: 'Carpenter', mine: 'Joiner' }] },
    ])
    await expect(all.undo(99)).rejects.toMatchObject({ code: 'gone' })
  })

  it('clash by themselves: a conflict of one says nothing of the other', async () => {
    await edit(7, 'FullName', 'Ana', 'Anna')
    await edit(profile, 'FullName', 'Ana', 'Annie')
    customer['FullName'] = 'Somebody’s'
    await all.apply(shown())
    await idle()
    expect(all.list()).toMatchObject([{ id: profile, state: 'conflict' }])
    await all.resolve(profile, 'FullName', 'theirs')
    expect(all.list()).toEqual([])
  })

  it('are sent although nothing of the other kind can be', async () => {
    await edit(7, 'FullName', 'Ana', '')
    await edit(profile, 'Position', 'Joiner', 'Carpenter')
    expect((await all.apply(shown())).queued).toEqual([profile])
    await edit(profile, 'FullName', 'Ana', '')
    await expect(all.apply(shown())).rejects.toMatchObject({ code: 'invalid-draft' })
  })

  it('are refused by themselves: that nobody is a customer any more stops the profile and nothing else', async () => {
    refused = new UsherError('no-profile')
    await edit(7, 'FullName', 'Ana', 'Anna')
    await edit(profile, 'Position', 'Joiner', 'Carpenter')
    await all.apply(shown())
    await idle()
    expect(users.server.record['FullName']).toBe('Anna')
    expect(all.list()).toMatchObject([{ id: profile, state: 'refused', problem: { code: 'no-profile' } }])
  })

  it('are gone from sight with the portal’s sign-in, and back with it', async () => {
    await edit(7, 'FullName', 'Ana', 'Anna')
    await edit(profile, 'Position', 'Joiner', 'Carpenter')
    await portal.show(null)
    expect(all.list().map(({ id }) => id)).toEqual([7])
    await expect(edit(profile, 'Position', 'Joiner', 'x')).rejects.toMatchObject({ code: 'not-signed-in' })
    await portal.show(2)
    expect(all.list().map(({ id }) => id)).toEqual([7, profile])
  })

  /** A portal is signed in to later than the space: what waits there was sent at once, while sending was said to be paused. */
  it('wait for a pause that was asked for before their desk was opened', async () => {
    await edit(profile, 'Position', 'Joiner', 'Carpenter')
    await portal.show(null)
    all.pause(true)
    await portal.show(2)
    all.opened()
    await all.apply(shown())
    await idle()
    expect([all.sync.paused, customer['Position']]).toEqual([true, 'Joiner'])
    all.pause(false)
    await idle()
    expect(customer['Position']).toBe('Carpenter')
  })

  it('are discarded and brought back, each by its desk', async () => {
    await edit(7, 'FullName', 'Ana', 'Anna')
    await edit(profile, 'Position', 'Joiner', 'Carpenter')
    expect(await all.discard([7, profile])).toEqual([7, profile])
    await all.restore([profile])
    expect(all.list()).toMatchObject([{ id: profile, changes: [{ mine: 'Carpenter' }] }])
  })
})
