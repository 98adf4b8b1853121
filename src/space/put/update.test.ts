import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import contract from '../../../contract/update-user.json'
import type { Field } from '#shared/records/field'
import { requiredUserFields, userField } from '#shared/records/user-fields'
import { startSpace, type Space } from '../space'
import { signIn, type Client } from '../testing/client'

let space: Space
let ada: Client
let id: number
beforeEach(async () => {
  space = await startSpace({ users: 40 })
  ada = await signIn(space)
  id = space.accounts.colleague.id
})
afterEach(() => space.stop())

interface Refusal {
  Message: string
  Value: unknown
  Errors: { AttemptedValue: unknown; Message: string; PropertyName: string }[]
  WasSuccessful: boolean
}

const lookups = {
  roles: '/api/security/userroles',
  locations: '/api/sys/businesses',
  languages: '/api/sys/languages',
  chatRooms: '/api/support/chatrooms',
  applications: '/api/apps/applications',
} as const

/** A value the server takes for a field, other than the one it holds. */
async function goodValue(field: Field): Promise<unknown> {
  const current = space.value(id)[field.name]
  const lookup = field.lookup ?? (field.of ? userField(field.of)?.lookup : undefined)
  if (lookup) {
    const { Records } = await ada.list(lookups[lookup])
    const ids = Records.map((row) => row.Id).filter((linked) => linked !== current)
    return field.type === 'set' ? ids.slice(1, 3) : ids[0]
  }
  switch (field.type) {
    case 'boolean':
      return current !== true
    case 'choice':
      return field.choices?.find((choice) => choice !== current)
    case 'integer':
      return field.name === 'Id' ? id : Number(current) + 5
    case 'date-time':
      return '2026-01-02T03:04:05Z'
    case 'email':
      return 'new.address@example.com'
    case 'url':
      return 'https://pictures.example.com/a.png'
    default:
      return 'New-Value-1!'
  }
}

const wrongValues: Readonly<Record<string, readonly unknown[]>> = {
  integer: ['x', 1.5, true, [], {}],
  string: [5, true, [], {}],
  boolean: ['true', 1, 'x', [], {}],
  'integer[]': ['x', 5, {}, ['a'], [1.5], [null]],
}

async function refusal(body: Readonly<Record<string, unknown>>): Promise<Refusal> {
  const before = space.record(id)
  const answer = await ada.put(body)
  expect(answer.status).toBe(400)
  expect(space.record(id)).toEqual(before)
  return (await answer.json()) as Refusal
}

describe.each(contract.fields)('the documented field $name', ({ name, type, required }) => {
  const field = userField(name)

  it('is in the field table, as documented', () => {
    expect(field?.put).toBe(required ? 'required' : 'optional')
  })

  it('is accepted and takes effect', async () => {
    if (!field) throw new Error(`${name} is missing from the table`)
    const before = space.value(id)
    const sent = await goodValue(field)
    const lists = field.of ? { [field.of]: null } : {}
    const answer = await ada.put({ ...before, ...lists, [name]: sent })
    expect(answer.status).toBe(200)
    const after = space.value(id)
    if (field.use === 'write-only') expect(after.PasswordSalt).not.toBe(before.PasswordSalt)
    else if (field.use === 'command') expect(after[field.observe ?? '']).not.toBe(before[field.observe ?? ''])
    else if (!field.of) expect(after[name]).toEqual(sent)
    else if (name.startsWith('Added'))
      expect(after[field.of]).toEqual(expect.arrayContaining(sent as number[]))
    else for (const removed of sent as number[]) expect(after[field.of]).not.toContain(removed)
  })

  it.each(wrongValues[type] ?? [])('is refused as %j', async (wrong) => {
    const error = { AttemptedValue: wrong, PropertyName: name }
    const body = await refusal({ ...space.value(id), [name]: wrong })
    expect(body).toEqual({
      Message: `${name}: ${body.Errors[0]?.Message}`,
      Value: null,
      Errors: [{ ...error, Message: expect.any(String) as string }],
      WasSuccessful: false,
    })
  })
})

describe.each(requiredUserFields)('the required field $name', ({ name, type }) => {
  const empty = type === 'integer' || type === 'choice' ? [null] : [null, '', '  ']

  it('is refused when missing, in the documented words', async () => {
    const rest = { ...space.value(id), [name]: undefined }
    expect(await refusal(rest)).toEqual({
      Message: `${name}: is a required field`,
      Value: null,
      Errors: [{ AttemptedValue: null, Message: 'is a required field', PropertyName: name }],
      WasSuccessful: false,
    })
  })

  it.each(empty)('is refused as %j', async (value) => {
    const body = await refusal({ ...space.value(id), [name]: value })
    expect(body.Errors).toEqual([
      { AttemptedValue: value, Message: 'is a required field', PropertyName: name },
    ])
  })
})

describe('the answer', () => {
  it('has every key of the documented example and no other', async () => {
    const answer = await ada.put(space.value(id))
    const body = (await answer.json()) as Readonly<Record<string, unknown>>
    expect(Object.keys(body)).toEqual(contract.ok.body.map((key) => key.split(/[.=]/)[0]))
    expect(body).toEqual({
      Status: 200,
      Message: 'User was successfully updated.',
      Value: { Id: id },
      OpenInDialog: false,
      OpenInWindow: false,
      RedirectURL: null,
      JavaScript: null,
      UpdatedOn: space.value(id).UpdatedOn,
      UpdatedBy: 'ada@northlight.example',
      Errors: null,
      WasSuccessful: true,
    })
    expect(body.UpdatedOn).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  })

  it('names every refused field', async () => {
    const body = await refusal({ ...space.value(id), FullName: '', Active: 'yes', Language: 9 })
    expect(body.Errors.map((error) => error.PropertyName).sort()).toEqual(['Active', 'FullName', 'Language'])
    expect(body.Message.split('\n')).toHaveLength(3)
  })

  it('is the seven empty required fields of the vendor’s curl example: refused', async () => {
    const sent = { FullName: '', Email: '', Language: 0, PasswordSalt: '', LastHelpVisited: 0, Id: id }
    const body = await refusal({ ...sent, InvalidLoginAttempts: 0 })
    expect(body.Errors.map((error) => error.PropertyName)).toEqual([
      'FullName',
      'Email',
      'Language',
      'PasswordSalt',
    ])
  })
})

describe('rules of the server', () => {
  it('keep e-mail addresses apart, whatever their case', async () => {
    const body = await refusal({ ...space.value(id), Email: 'ADA@northlight.example' })
    expect(body.Message).toBe('Email: is already in use')
    expect(body.Errors[0]?.AttemptedValue).toBe('ADA@northlight.example')
  })

  it('free an address that was given up, and take the new one', async () => {
    await ada.put({ ...space.value(id), Email: 'moved@example.com' })
    const other = space.accounts.reader.id
    expect((await ada.put({ ...space.value(other), Email: 'grace@northlight.example' })).status).toBe(200)
    expect(space.find('moved@example.com')).toBe(id)
    expect(space.find('grace@northlight.example')).toBe(other)
    expect(space.find('lena@northlight.example')).toBeUndefined()
  })

  it.each(['UserRoles', 'AddedUserRoles', 'RemovedUserRoles', 'Businesses', 'AddedChatRooms'])(
    'refuse an unknown id in %s',
    async (name) => {
      const body = await refusal({ ...space.value(id), [name]: [1] })
      expect(body.Message).toBe(`${name}: contains an id that does not exist`)
    },
  )

  it.each(['http://example.com/a.png', 'data:image/png;base64,AA', 'https://localhost/a.png', 'picture'])(
    'refuse the picture %s',
    async (url) => {
      const body = await refusal({ ...space.value(id), NewAvatarUrl: url })
      expect(body.Errors[0]?.PropertyName).toBe('NewAvatarUrl')
    },
  )

  it.each(['Short1!', 'no-upper-1!', 'NO-LOWER-1!', 'No-Digits!', 'NoSpecial11'])(
    'refuse the password %s',
    async (password) => {
      const body = await refusal({ ...space.value(id), NewPassword: password })
      expect(body.Errors).toEqual([
        expect.objectContaining({ PropertyName: 'NewPassword', AttemptedValue: password }),
      ])
    },
  )

  it('do not know a user who is not there', async () => {
    const answer = await ada.put({ ...space.value(id), Id: 5 })
    expect([answer.status, await answer.json()]).toEqual([404, 'Not found'])
  })

  it.each(['', '[]', '{', '{"Id":1,}', 'FullName=x'])('refuse the body %j', async (body) => {
    expect((await ada.put(body)).status).toBe(500)
  })
})
