import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { parseRaw } from '#shared/records/raw-record'
import { userField, userFields } from '#shared/records/user-fields'
import contract from '../../../contract/update-user.json'
import { SealedRecord } from './sealed-record'

const examples: Readonly<Record<string, string>> = {
  ...{
    text: '"t"',
    email: '"a@b.example"',
    url: 'null',
    opaque: '"o"',
    'date-time': '"2026-01-02T03:04:05Z"',
  },
  ...{ integer: '7', choice: '1', reference: '9', boolean: 'true', set: '[2,1]', any: '{"x":[1.0]}' },
}
const whole = new Map(userFields.map((field) => [field.name as string, examples[field.type] ?? 'null']))

describe('the body of an update', () => {
  const body = parseRaw(new SealedRecord(whole).toUpdate({ FullName: 'New' }))

  it.each(contract.fields)('has a decision for $name', ({ name }) => {
    const field = userField(name)
    const stays = !['companion', 'command', 'write-only'].includes(field?.use ?? '')
    expect(body.has(name)).toBe(stays)
    if (stays && name !== 'FullName') expect(body.get(name)).toBe(whole.get(name))
  })

  it('leaves out what only reading returns', () => {
    for (const field of userFields.filter((field) => field.put === 'never'))
      expect(body.has(field.name)).toBe(false)
  })

  it('sends commands and passwords only when asked', () => {
    const asked = parseRaw(new SealedRecord(whole).toUpdate({ NewPassword: 'x', ClearAvatarFile: true }))
    expect(asked.get('NewPassword')).toBe('"x"')
    expect(asked.get('ClearAvatarFile')).toBe('true')
    expect(asked.has('NewAvatarUrl')).toBe(false)
  })

  it('echoes unknown and sealed fields byte for byte', () => {
    const strange = '{"deep":[1.0,9007199254740993,"\\u00e9"] }'
    const raw = parseRaw(
      `{"Id":1,"PasswordSalt":"\\u0061b\\/","FutureField":${strange},"Big":12345678901234567890}`,
    )
    const sent = parseRaw(new SealedRecord(raw).toUpdate({ FullName: 'é' }))
    expect(sent.get('PasswordSalt')).toBe('"\\u0061b\\/"')
    expect(sent.get('FutureField')).toBe(strange)
    expect(sent.get('Big')).toBe('12345678901234567890')
  })
})

describe('a sealed record', () => {
  it('shows nothing of itself', () => {
    const record = new SealedRecord(new Map([['PasswordSalt', '"canary"']]))
    const shown = [
      inspect(record, { showHidden: true, depth: 9 }),
      JSON.stringify({ record }),
      String(Object.entries(record)),
    ]
    for (const text of shown) expect(text).not.toContain('canary')
    expect(JSON.stringify(structuredClone(record))).not.toContain('canary')
  })
})
