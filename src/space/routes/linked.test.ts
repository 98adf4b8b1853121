import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import contract from '../../../contract/update-user.json'
import { Page } from '#shared/api/envelopes'
import { CurrentBusiness, LanguageRow, LocationRow, UserRoleRow } from '#shared/api/lookups'
import { startSpace, type Space } from '../space'
import { signIn, type Client } from '../testing/client'

let space: Space
let ada: Client
beforeAll(async () => {
  space = await startSpace({ locations: 12 })
  ada = await signIn(space)
})
afterAll(() => space.stop())

describe('linked entities', () => {
  it.each([
    ['/api/sys/businesses', LocationRow, 12],
    ['/api/security/userroles', UserRoleRow, 14],
    ['/api/sys/languages', LanguageRow, 48],
    ['/api/support/chatrooms', v.looseObject({ Name: v.string(), Active: v.boolean() }), 12],
    ['/api/apps/applications', v.looseObject({ Name: v.string(), SecretKey: v.string() }), 3],
    ['/api/sys/countries', v.looseObject({ Name: v.string(), TwoDigitsCode: v.string() }), 18],
  ])('at %s are listed and read', async (path, shape, count) => {
    const page = v.parse(Page, await ada.list(`${path}?size=1000`))
    expect(page.Records).toHaveLength(count)
    for (const row of page.Records) v.parse(shape, row)
    const [first] = page.Records
    const answer = await ada.get(`${path}/${first?.Id}`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject(first ?? {})
    expect((await ada.get(`${path}/1`)).status).toBe(404)
  })

  it('are filtered by their own names', async () => {
    const { Records } = await ada.list('/api/security/userroles?UserRole_Name=front%20desk&orderBy=Id')
    expect(Records.map((row) => row.BusinessName)).toEqual(['Northlight Canal Street', 'Northlight Harbour'])
  })

  it('are the catalogue of permissions, five for each entity, each with the user roles that hold it', async () => {
    const { Records, TotalItems } = v.parse(Page, await ada.list('/api/security/roles?size=1000'))
    expect(TotalItems).toBeGreaterThan(300)
    const names = v.parse(v.array(v.looseObject({ Name: v.string() })), Records).map(({ Name }) => Name)
    expect(new Set(names).size).toBe(names.length)
    const held = new Set<string>()
    for (const { Id } of (await ada.list('/api/security/userroles')).Records) {
      const role = (await (await ada.get(`/api/security/userroles/${Number(Id)}`)).json()) as {
        Roles: string[]
      }
      for (const name of role.Roles) held.add(name)
    }
    expect([...held].filter((name) => !names.includes(name))).toEqual([])
    expect(Records.some((row) => 'UserRoles' in row)).toBe(false)
    const found = await ada.list('/api/security/roles?Role_Name=User-Edit')
    const id = Number(found.Records.find(({ Name }) => Name === 'User-Edit')?.Id)
    const edit = (await (await ada.get(`/api/security/roles/${id}`)).json()) as { UserRoles: number[] }
    expect(edit.UserRoles).toHaveLength(3)
  })

  it('name the languages of the vendor page', async () => {
    const answer = await ada.get('/api/utils/enums?name=eLanguage')
    const rows = v.parse(v.array(v.object({ Id: v.number(), Name: v.string() })), await answer.json())
    const known = Object.entries(contract.enums.eLanguage).map(([Id, Name]) => ({ Id: Number(Id), Name }))
    expect(rows).toEqual(known)
    expect((await ada.get('/api/utils/enums?name=eOther')).status).toBe(404)
  })

  it('tell the holders of a role by id only, and follow an edit', async () => {
    const { Records } = await ada.list('/api/security/userroles')
    expect(Records.some((row) => 'Users' in row || 'Roles' in row)).toBe(false)
    const id = Number(Records.find((row) => row.Name === 'Directory reader')?.Id)
    const read = async () =>
      (await (await ada.get(`/api/security/userroles/${id}`)).json()) as Readonly<Record<string, unknown>>
    const before = await read()
    expect(before.Roles).toEqual(['User-List', 'User-Read'])
    expect(before.Users).toEqual(
      space.ids().filter((user) => (space.value(user).UserRoles as number[]).includes(id)),
    )
    const customer = space.ids().at(-1) ?? 0
    space.edit(customer, { UserRoles: [id] })
    expect((await read()).Users).toEqual([...(before.Users as number[]), customer])
  })
})

describe('the public card', () => {
  it('is there for anybody', async () => {
    const answer = await fetch(`${space.url}/api/public/businesses/current`)
    expect(answer.status).toBe(200)
    const card = v.parse(CurrentBusiness, await answer.json())
    expect(card.Name).toBe('Northlight Canal Street')
  })
})

describe('the audit trail', () => {
  it('tells who did what, the colleague’s edits and removals too', async () => {
    const id = space.ids()[100] ?? 0
    space.edit(id, { FullName: 'Second Writer' })
    space.remove(id)
    const path = `/api/sys/audittrailentries?AuditTrailEntry_EntityId=${id}&orderBy=Id&dir=1`
    const { Records } = await ada.list(path)
    expect(Records.map((row) => [row.AuditType, row.PropertyName, row.NewValue, row.ActionBy])).toEqual([
      [3, null, null, 'grace@northlight.example'],
      [2, 'FullName', 'Second Writer', 'grace@northlight.example'],
    ])
    const one = await ada.get(`/api/sys/audittrailentries/${Number(Records[0]?.Id)}`)
    expect(await one.json()).toEqual(Records[0])
    expect((await ada.get('/api/sys/audittrailentries/1')).status).toBe(404)
  })
})
