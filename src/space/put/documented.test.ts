import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import contract from '../../../contract/update-user.json'
import { Confirmation, FieldError } from '#shared/api/envelopes'
import { formatRaw } from '#shared/records/raw-record'
import { userField } from '#shared/records/user-fields'
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

/** The two examples of the vendor page ‘Update User’, as they stand there. */
const examples = {
  ok: `{
  "Status": 200,
  "Message": "User was successfully updated.",
  "Value": {
    "Id": 87654321
  },
  "OpenInDialog": false,
  "OpenInWindow": false,
  "RedirectURL": null,
  "JavaScript": null,
  "UpdatedOn": "2025-01-15T10:30:00Z",
  "UpdatedBy": "admin@example.com",
  "Errors": null,
  "WasSuccessful": true
}`,
  badRequest: `{
  "Message": "FullName: is a required field",
  "Value": null,
  "Errors": [
    {
      "AttemptedValue": null,
      "Message": "is a required field",
      "PropertyName": "FullName"
    }
  ],
  "WasSuccessful": false
}`,
}

/** What differs from network to network in an example. */
const named = (text: string, stamps: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(
    JSON.parse(text, (key, value: unknown) =>
      key in stamps && typeof value !== 'object' ? stamps[key] : value,
    ),
  )

describe('the documented example', () => {
  it('of success is answered to the letter but for the id and who and when', async () => {
    const answer = await ada.put(space.value(id))
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([
      contract.ok.status,
      'application/json; charset=utf-8',
    ])
    const text = await answer.text()
    const { UpdatedOn } = v.parse(Confirmation, JSON.parse(text))
    expect(UpdatedOn).toBe(space.value(id).UpdatedOn)
    expect(text).toBe(named(examples.ok, { Id: id, UpdatedOn, UpdatedBy: space.email }))
  })

  it('of a refusal is answered to the letter', async () => {
    const answer = await ada.put({ ...space.value(id), FullName: undefined })
    expect(answer.status).toBe(contract.badRequest.status)
    expect(await answer.text()).toBe(named(examples.badRequest, {}))
  })
})

describe.each(contract.fields)('null in $name', ({ name, required, type }) => {
  const field = userField(name)

  it(required ? 'is refused in the documented words' : 'is taken for nothing', async () => {
    const before = space.value(id)
    const answer = await ada.put({ ...before, [name]: null })
    const body = v.parse(Confirmation, await answer.json())
    if (required) {
      const error = { AttemptedValue: null, Message: 'is a required field', PropertyName: name }
      expect([answer.status, v.parse(v.array(FieldError), body.Errors)]).toEqual([400, [error]])
      expect(space.value(id)).toEqual(before)
      return
    }
    expect([answer.status, body.WasSuccessful]).toEqual([200, true])
    const empty = type === 'boolean' ? false : type === 'integer[]' && field?.use !== 'companion' ? [] : null
    expect(space.value(id)[name]).toEqual(empty)
    const { UpdatedOn, UpdatedBy } = space.value(id)
    expect(space.value(id)).toEqual({ ...before, [name]: empty, UpdatedOn, UpdatedBy })
  })
})

describe('a name the page does not have', () => {
  it.each([
    ['TypeName', 'User'],
    ['Later', { deep: [1, null] }],
    ['', 'empty'],
    ['__proto__', { polluted: true }],
  ])('%j is taken, and changes no field that is known', async (name, value) => {
    const before = space.record(id)
    const body = `${formatRaw(before).slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(value)}}`
    expect((await ada.put(body)).status).toBe(200)
    const after = space.record(id)
    for (const { name: known } of contract.fields)
      expect([known, after.get(known)]).toEqual([known, before.get(known)])
    expect(JSON.parse(after.get(name) ?? '')).toEqual(value)
    expect('polluted' in {}).toBe(false)
  })
})

describe('who may update', () => {
  it('is a full administrator or a holder of User-Edit; anybody else gets an empty 401', async () => {
    const may = async (name: keyof Space['accounts']): Promise<number> =>
      (await (await signIn(space, space.accounts[name])).put(space.value(id))).status
    expect([await may('admin'), await may('editor')]).toEqual([200, 200])
    expect([await may('reader'), await may('noAccess')]).toEqual([401, 401])
    const before = space.record(id)
    const reader = await signIn(space, space.accounts.reader)
    const refused = await reader.put({ ...space.value(id), FullName: 'Not allowed' })
    expect([await refused.text(), space.record(id)]).toEqual(['', before])
  })
})
