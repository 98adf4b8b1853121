import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import contract from '../../../contract/update-profile.json'
import { Confirmation, FieldError } from '#shared/api/envelopes'
import { profileField } from '#shared/records/profile-fields'
import { startSpace, type Space } from '../space'
import { enter, type Customer, type PortalAnswer } from '../testing/portal'

let space: Space
let ada: Customer
beforeEach(async () => {
  space = await startSpace({ users: 40 })
  ada = await enter(space)
})
afterEach(() => space.stop())

const success = { WasSuccessful: true, Value: null, Status: 200, Message: null, Errors: null }
const keys = Object.keys(success)

/** A value the page allows for a field, other than the one it holds, with what has to be sent beside it. */
async function goodValue(name: string): Promise<Readonly<Record<string, unknown>>> {
  const current = (await ada.read())[name]
  const passwords = {
    OldPassword: space.password,
    NewPassword: 'Another-Night-2!',
    RepeatNewPassword: 'Another-Night-2!',
  }
  if (name in passwords) return passwords
  switch (profileField(name)?.type) {
    case 'boolean':
      return { [name]: current !== true }
    case 'country':
      return { [name]: current === 1_203 ? 1_204 : 1_203 }
    case 'choice':
      return { [name]: current === 3 ? '4' : '3' }
    case 'date':
      return { [name]: current === '1990-06-15T00:00:00Z' ? '1991-06-15' : '1990-06-15' }
    case 'email':
      return { [name]: 'invoices@example.com' }
    default:
      return { [name]: 'A new <b>value</b>, Ελληνικά' }
  }
}

/** How a value that was sent is read back (nexudus-api.md §5.3). */
function readBack(name: string, sent: unknown): unknown {
  const type = profileField(name)?.type
  if (typeof sent !== 'string') return sent
  return type === 'date' ? `${sent}T00:00:00Z` : type === 'choice' ? Number(sent) : sent
}

const wrongValues: Readonly<Record<string, readonly unknown[]>> = {
  string: [5, true, [], {}],
  number: ['1203', 1.5, true, [], {}],
  boolean: ['true', 1, 'x', [], {}],
}

/** The documented 400, read with the client's schemas. */
function refusal({ status, body }: PortalAnswer): v.InferOutput<typeof FieldError>[] {
  expect([status, Object.keys(body as object)]).toEqual([400, keys])
  expect(body).toMatchObject({ WasSuccessful: false, Value: null, Status: 400 })
  const { Errors, Message } = v.parse(Confirmation, body)
  const errors = v.parse(v.array(FieldError), Errors)
  expect(Message).toBe(errors.map((error) => `${error.PropertyName}: ${error.Message}`).join('\n'))
  return errors
}

describe.each(contract.fields)('the documented field $name', ({ name, type, nullable, group }) => {
  const isPassword = group === 'Credentials'

  it('is accepted, is alone in changing, and is read back', async () => {
    const before = await ada.read()
    const sent = await goodValue(name)
    const answer = await ada.patch(sent)
    expect([answer.status, answer.body]).toEqual([200, success])
    const after = await ada.read()
    const changed = Object.keys(after).filter(
      (key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]),
    )
    const expected = isPassword ? [] : name === 'ProfileTags' ? [name, 'ProfileTagsList'] : [name]
    expect(changed.filter((key) => !/^Updated(On|OnUtc|By)$/.test(key)).sort()).toEqual(expected.sort())
    if (!isPassword) expect(after[name]).toEqual(readBack(name, sent[name]))
  })

  it.each((wrongValues[type] ?? []).map((wrong) => [wrong]))('is refused as %j', async (wrong) => {
    const before = await ada.read()
    const errors = refusal(await ada.patch({ [name]: wrong }))
    const refused = errors.map(({ AttemptedValue, PropertyName }) => [
      PropertyName.replace(/Country$/, 'CountryId'),
      AttemptedValue,
    ])
    expect(refused).toEqual([[name, wrong]])
    expect(await ada.read()).toEqual(before)
  })

  it(nullable ? 'is cleared by null' : 'is refused as null', async () => {
    const answer = await ada.patch({ [name]: null })
    if (nullable) {
      expect(answer.body).toEqual(success)
      expect((await ada.read())[name]).toBeNull()
    } else expect(refusal(answer)).toEqual([expect.objectContaining({ PropertyName: name })])
  })
})

describe('what the page does not know', () => {
  it.each([{ Email: 'other@example.com' }, { Id: 5 }, { Nothing: { deep: [1] } }, {}])(
    'changes nothing: %j',
    async (body) => {
      const before = await ada.read()
      expect((await ada.patch(body)).body).toEqual(success)
      expect(await ada.read()).toEqual(before)
    },
  )

  it.each(['', '[]', '{', 'FullName=x'])('is no body of an update: %j', async (body) => {
    expect((await ada.patch(body)).status).toBe(500)
  })
})

describe('the documented answers', () => {
  it('are the example of the page, key by key', async () => {
    const example = '{"WasSuccessful":true,"Value":null,"Status":200,"Message":null,"Errors":null}'
    const body = { FullName: 'Jane Doe', Position: 'Product Designer', ProfileIsPublic: true }
    expect((await ada.patch(body)).text).toBe(example)
    expect(contract.ok.body.map((key) => key.split('=')[0])).toEqual(keys)
    expect(await ada.read()).toMatchObject(body)
  })

  it('are 400 when one field of several is wrong, and nothing is written', async () => {
    const before = await ada.read()
    const errors = refusal(await ada.patch({ NickName: 'Zo', CountryId: 1, BillingEmail: 'nobody' }))
    expect(errors).toEqual([
      { AttemptedValue: 1, Message: 'is not a known country', PropertyName: 'Country' },
      { AttemptedValue: 'nobody', Message: 'is not a valid email address', PropertyName: 'BillingEmail' },
    ])
    expect(await ada.read()).toEqual(before)
  })

  it.each([
    ['no token', undefined],
    ['an unknown token', 'wrong'],
  ])('are an empty 401 for %s', async (_name, token) => {
    const { status, text } = await ada.ask({
      method: 'PATCH',
      path: '/api/public/coworker/profile',
      body: {},
      headers: { Authorization: token === undefined ? '' : `Bearer ${token}` },
    })
    expect([status, text]).toEqual([401, ''])
  })

  it('are a 401 once the token has ended', async () => {
    space.expireAccessTokens()
    expect((await ada.patch({ NickName: 'Late' })).status).toBe(401)
  })
})
