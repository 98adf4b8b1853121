import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formatRaw } from '#shared/records/raw-record'
import { userField, userFields } from '#shared/records/user-fields'
import { startSpace, type Space } from '../space'
import { askToken, changedFields, passwordForm, required, signIn, type Client } from '../testing/client'

const stamps = ['UpdatedBy', 'UpdatedOn']

describe.each(['cleared', 'kept'] as const)('with omitted fields %s', { timeout: 30_000 }, (omitted) => {
  let space: Space
  let ada: Client
  let id: number
  beforeEach(async () => {
    space = await startSpace({ omitted, seed: 11 })
    ada = await signIn(space)
    id = space.accounts.editor.id
  })
  afterEach(() => space.stop())

  it('a record sent back as it came changes nothing but who and when', async () => {
    for (const user of space.ids().filter((_, index) => index % 4 === 0)) {
      const before = await ada.read(user)
      expect((await ada.put(formatRaw(before))).status).toBe(200)
      const after = await ada.read(user)
      expect(changedFields(before, after).filter((name) => !stamps.includes(name))).toEqual([])
      expect(after.get('UpdatedBy')).toBe('"ada@northlight.example"')
    }
  })

  it('what is left out is as the option says', async () => {
    const before = space.value(id)
    const kept = required(space, id)
    expect((await ada.put(kept)).status).toBe(200)
    const after = space.value(id)
    for (const field of userFields) {
      if (field.name in kept || stamps.includes(field.name)) continue
      const isEmptied = omitted === 'cleared' && field.put !== 'never'
      const empty = field.use === 'companion' ? null : { boolean: false, set: [] }[field.type as string]
      expect([field.name, after[field.name]]).toEqual([
        field.name,
        isEmptied ? (empty ?? null) : before[field.name],
      ])
    }
    const later = Object.keys(before).filter((name) => !userField(name))
    expect(later.length).toBeGreaterThan(4)
    for (const name of later) expect(after[name]).toEqual(omitted === 'cleared' ? null : before[name])
  })
})

describe('an update', () => {
  let space: Space
  let ada: Client
  let id: number
  beforeEach(async () => {
    space = await startSpace({ users: 60 })
    ada = await signIn(space)
    id = space.accounts.colleague.id
  })
  afterEach(() => space.stop())

  it('that parsed and wrote the record again is found out', async () => {
    const before = space.record(id)
    await ada.put(JSON.stringify(JSON.parse(formatRaw(before))))
    expect(changedFields(before, space.record(id))).toEqual(
      expect.arrayContaining(['LedgerNumber', 'LoyaltyFactor']),
    )
  })

  it('that spoils the salt locks the person out', async () => {
    const { colleague } = space.accounts
    await ada.put({ ...space.value(id), PasswordSalt: 'spoiled' })
    expect(space.value(id).PasswordSalt).toBe('spoiled')
    expect((await askToken(space, passwordForm(colleague))).body.error).toBe('invalid_grant')
  })

  it('ignores what is read-only and keeps what is unknown', async () => {
    const before = space.record(id)
    const readOnly = { CreatedOn: '2000-01-01T00:00:00Z', UniqueId: 'x', TwoFactorEnabled: true, IsNew: true }
    await ada.put({
      ...space.value(id),
      ...readOnly,
      AvatarFileName: 'x',
      TypeName: 'User',
      Later: [1, 'two'],
    })
    for (const name of [...Object.keys(readOnly), 'AvatarFileName'])
      expect(space.record(id).get(name)).toBe(before.get(name))
    expect(space.value(id)).toMatchObject({ TypeName: 'User', Later: [1, 'two'] })
  })

  it('replaces a list by a plain one, even when companions are sent too', async () => {
    const [first, second, third] = (await ada.list('/api/sys/businesses')).Records.map((row) => row.Id)
    await ada.put({
      ...space.value(id),
      Businesses: [second, second],
      AddedBusinesses: [third],
      RemovedBusinesses: [second],
    })
    expect(space.value(id).Businesses).toEqual([second])
    await ada.put({
      ...space.value(id),
      Businesses: null,
      AddedBusinesses: [first, third],
      RemovedBusinesses: [second],
    })
    expect(space.value(id).Businesses).toEqual([first, third])
    expect(space.value(id).AddedBusinesses).toBeNull()
  })

  it('gives a new picture a new name each time, and clears it', async () => {
    const url = { NewAvatarUrl: 'https://pictures.example.com/a.png' }
    const names = new Set([space.value(id).AvatarFileName])
    for (let round = 0; round < 2; round += 1) {
      await ada.put({ ...space.value(id), ...url })
      names.add(space.value(id).AvatarFileName)
    }
    expect(names.size).toBe(3)
    expect(space.value(id)).toMatchObject({ NewAvatarUrl: null, ClearAvatarFile: false })
    await ada.put({ ...space.value(id), ClearAvatarFile: true })
    expect(space.value(id)).toMatchObject({ AvatarFileName: null, ClearAvatarFile: false })
  })

  it('sets a password, under which alone the person signs in from then on', async () => {
    const { colleague } = space.accounts
    const { body } = await askToken(space, passwordForm(colleague), { client_id: 'phone' })
    await ada.put({ ...space.value(id), NewPassword: 'Fresh-Start-9' })
    expect(space.value(id).NewPassword).toBeNull()
    expect((await askToken(space, passwordForm(colleague))).body.error).toBe('invalid_grant')
    expect((await askToken(space, { ...passwordForm(colleague), password: 'Fresh-Start-9' })).status).toBe(
      200,
    )
    const refresh = { grant_type: 'refresh_token', refresh_token: String(body.refresh_token) }
    expect((await askToken(space, refresh, { client_id: 'phone' })).status).toBe(400)
  })

  it('takes an empty password and an empty picture for none', async () => {
    const before = space.value(id)
    const answer = await ada.put({ ...before, NewPassword: '', NewAvatarUrl: '' })
    expect(answer.status).toBe(200)
    const { Password, AvatarFileName } = before
    expect(space.value(id)).toMatchObject({ Password, AvatarFileName })
  })

  it('leaves one audit row for each property whose value changed, with nothing masked', async () => {
    const before = space.value(id)
    await ada.put({ ...before, FullName: 'Grace New', Active: false, PasswordSalt: 'other' })
    const path = `/api/sys/audittrailentries?AuditTrailEntry_EntityId=${id}&AuditTrailEntry_EntityShortName=User`
    const { Records } = await ada.list(path)
    const rows = Records.filter((row) => row.ActionBy === 'ada@northlight.example')
    expect(rows.map((row) => [row.PropertyName, row.OldValue, row.NewValue, row.AuditType])).toEqual([
      ['FullName', before.FullName, 'Grace New', 2],
      ['Active', 'true', 'false', 2],
      ['PasswordSalt', before.PasswordSalt, 'other', 2],
    ])
  })
})
