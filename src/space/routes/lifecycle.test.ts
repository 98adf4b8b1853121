import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Confirmation, Page } from '#shared/api/envelopes'
import { requiredUserFields, userFields } from '#shared/records/user-fields'
import { startSpace, type Space } from '../space'
import { askToken, signIn, type Client } from '../testing/client'

let space: Space
let ada: Client
beforeEach(async () => {
  space = await startSpace({ users: 60 })
  ada = await signIn(space)
})
afterEach(() => space.stop())

const path = '/api/sys/users'
const fresh = (more: Readonly<Record<string, unknown>> = {}) => ({
  FullName: 'Nova Reyes',
  Email: 'nova@newcomer.example',
  Language: 3,
  PasswordSalt: 'grain',
  LastHelpVisited: 0,
  InvalidLoginAttempts: 0,
  ...more,
})
const create = (body: Readonly<Record<string, unknown>>) => ada.send('POST', path, body)

async function created(body: Readonly<Record<string, unknown>>): Promise<number> {
  const answer = await create(body)
  const { Value } = v.parse(Confirmation, await answer.json())
  expect(answer.status).toBe(200)
  return v.parse(v.object({ Id: v.number() }), Value).Id
}

/** Each audit row about a record, as what happened and by whom. */
async function trail(id: number): Promise<unknown[]> {
  const query = `AuditTrailEntry_EntityId=${id}&AuditTrailEntry_EntityShortName=User`
  const { Records } = await ada.list(`/api/sys/audittrailentries?${query}`)
  return Records.map((row) => [row.AuditType, row.PropertyName, row.OldValue, row.NewValue, row.ActionBy])
}

describe('creating', () => {
  it('answers with the envelope of an update and the new id', async () => {
    const answer = await create(fresh())
    const body = v.parse(Confirmation, await answer.json())
    const id = space.find('nova@newcomer.example')
    expect(body).toMatchObject({ Status: 200, Value: { Id: id }, WasSuccessful: true, Errors: null })
    expect(body.Message).toBe('User was successfully created.')
  })

  it('makes a record with every field, empty where nothing was sent, and one audit row without values', async () => {
    const roles = (await ada.list('/api/security/userroles')).Records.slice(0, 2).map(({ Id }) => Id)
    const home = space.portals[1]?.id
    const id = await created(fresh({ Active: true, UserRoles: roles, Businesses: [home], Later: { a: 1 } }))
    const record = await ada.read(id)
    expect([...record.keys()]).toEqual(expect.arrayContaining(userFields.map(({ name }): string => name)))
    expect(space.value(id)).toMatchObject({
      ...fresh(),
      ...{
        Id: id,
        Active: true,
        IsAdmin: false,
        UserRoles: roles,
        Businesses: [home],
        DefaultBusinessId: home,
      },
      ...{ Later: { a: 1 }, LastAccess: null, AddedUserRoles: null, UpdatedBy: space.email },
    })
    expect(await trail(id)).toEqual([[1, null, null, null, space.email]])
    const { Records } = v.parse(Page, await ada.list(`${path}?User_Email=nova@`))
    expect(Records).toEqual([expect.objectContaining({ Id: id, FullName: 'Nova Reyes' })])
    expect(Object.keys(Records[0] ?? {})).not.toContain('UserRoles')
  })

  it('gives a password, an address that is taken from then on, and a record that can be updated', async () => {
    const id = await created(fresh({ NewPassword: 'Nova-Star-1!', Active: true }))
    const form = { grant_type: 'password', username: 'nova@newcomer.example', password: 'Nova-Star-1!' }
    expect((await askToken(space, form)).status).toBe(200)
    expect((await create(fresh())).status).toBe(400)
    expect((await ada.put({ ...space.value(id), FullName: 'Nova R.' })).status).toBe(200)
    expect((await ada.put({ ...space.value(id), Email: 'nova.r@newcomer.example' })).status).toBe(200)
    expect(await created(fresh())).toBeGreaterThan(id)
  })

  it.each(requiredUserFields.filter(({ name }) => name !== 'Id'))('needs $name', async ({ name }) => {
    const answer = await create(fresh({ [name]: undefined }))
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({
      Message: `${name}: is a required field`,
      Value: null,
      Errors: [{ AttemptedValue: null, Message: 'is a required field', PropertyName: name }],
      WasSuccessful: false,
    })
    expect(space.ids()).toHaveLength(60)
  })

  it('is refused without the permission', async () => {
    const reader = await signIn(space, space.accounts.reader)
    expect((await reader.send('POST', path, fresh())).status).toBe(401)
    const editor = await signIn(space, space.accounts.editor)
    expect((await editor.send('POST', path, fresh())).status).toBe(200)
  })
})

describe('deleting', () => {
  it('answers in the documented words, and the record is gone, audited, and its address free', async () => {
    const { id, email } = space.accounts.editor
    const answer = await ada.send('DELETE', `${path}/${id}`)
    const body = v.parse(Confirmation, await answer.json())
    expect([answer.status, body.WasSuccessful, body.Message]).toEqual([
      200,
      true,
      'User was successfully deleted.',
    ])
    expect((await ada.get(`${path}/${id}`)).status).toBe(404)
    expect((await ada.send('DELETE', `${path}/${id}`)).status).toBe(404)
    expect(await trail(id)).toEqual([[3, null, null, null, space.email]])
    expect(await created(fresh({ Email: email }))).toBe(space.ids().at(-1))
  })

  it('never gives an id twice', async () => {
    const id = await created(fresh())
    await ada.send('DELETE', `${path}/${id}`)
    expect(await created(fresh())).toBeGreaterThan(id)
  })

  it('is refused without the permission', async () => {
    const reader = await signIn(space, space.accounts.reader)
    expect((await reader.send('DELETE', `${path}/${space.accounts.editor.id}`)).status).toBe(401)
    expect(space.ids()).toHaveLength(60)
  })
})

describe('rows that come and go while a list is paged', () => {
  const page = async (number: number, order = 'Id') =>
    (await ada.list(`${path}?size=20&orderBy=${order}&page=${number}`)).Records.map(({ Id }) => Number(Id))

  it('a deleted one moves the others up, so that one is not seen', async () => {
    const all = space.ids()
    const first = await page(1)
    space.remove(first[5] ?? 0)
    const rest = [...(await page(2)), ...(await page(3))]
    const missed = all.filter((id) => ![...first, ...rest].includes(id))
    expect(missed).toEqual([all[20]])
  })

  it('an inserted one moves the others down, so that one is seen twice', async () => {
    const first = await page(1, 'FullName')
    const id = space.insert({ FullName: '! before everybody' })
    expect(space.value(id)).toMatchObject({
      FullName: '! before everybody',
      UpdatedBy: 'grace@northlight.example',
    })
    const second = await page(2, 'FullName')
    expect(second.filter((seen) => first.includes(seen))).toEqual([first.at(-1)])
    expect((await ada.list(`${path}?size=1`)).TotalItems).toBe(61)
  })

  it('happens by faults too, and alike in every space of the seed', async () => {
    const run = async (seed: number): Promise<readonly number[]> => {
      const other = await startSpace({ users: 60, seed })
      const client = await signIn(other)
      other.fault(`GET ${path} remove-after 0.5`)
      other.fault(`GET ${path} insert-before 0.9`)
      for (let number = 1; number <= 6; number += 1) await client.get(`${path}?size=10&page=${number}`)
      await other.stop()
      return other.ids()
    }
    const ids = await run(4)
    expect(ids).not.toEqual(space.ids())
    const gone = space.ids().filter((id) => !ids.includes(id))
    expect(gone.length).toBeGreaterThan(0)
    // Not always the first: whom it meets is drawn, too, and never a demo account.
    expect(gone).not.toEqual(space.ids().slice(7, 7 + gone.length))
    expect(gone.filter((id) => space.ids().indexOf(id) < 7)).toEqual([])
    expect(await run(4)).toEqual(ids)
    expect(await run(5)).not.toEqual(ids)
  })
})
