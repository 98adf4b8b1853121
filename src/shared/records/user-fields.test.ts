import { describe, expect, it } from 'vitest'
import contract from '../../../contract/update-user.json'
import type { Field } from './field'
import { requiredUserFields, sealedUserFields, userField, userFields } from './user-fields'

/** The vendor's own types, by the table's. */
const wireTypes: Readonly<Record<Field['type'], string>> = {
  ...{ text: 'string', email: 'string', url: 'string', opaque: 'string', 'date-time': 'string', any: 'any' },
  ...{ markdown: 'string', tags: 'string', date: 'string', country: 'integer' },
  ...{ integer: 'integer', choice: 'integer', reference: 'integer', boolean: 'boolean', set: 'integer[]' },
}

describe('the field table', () => {
  it.each(contract.fields)('has $name as the vendor page says', (documented) => {
    const field = userField(documented.name)
    expect(field).toBeDefined()
    expect(field && wireTypes[field.type]).toBe(documented.type)
    expect(field?.put).toBe(documented.required ? 'required' : 'optional')
  })

  it('has nothing that the page does not take, except what only reading returns', () => {
    const documented = new Set(contract.fields.map((field) => field.name))
    const extra = userFields.filter((field) => !documented.has(field.name) && field.put !== 'never')
    // Writable though undocumented, see its line in the table.
    expect(extra.map((field) => field.name)).toEqual(['SystemId'])
  })

  it('lists every field once', () => {
    const names = userFields.map((field) => field.name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('seals the five secrets and nothing of it can be drafted or shown', () => {
    const sealed = ['PasswordSalt', 'Password', 'AccessToken', 'TwoFactorSecret', 'EmailCallBackGuid']
    expect(sealedUserFields.map((field) => field.name).sort()).toEqual([...sealed].sort())
  })

  it('has the twenty notification flags', () => {
    const flags = (userFields as readonly Field[]).filter((field) => field.section === 'notifications')
    expect(flags).toHaveLength(20)
    expect(flags.every((field) => field.use === 'edit' && field.type === 'boolean')).toBe(true)
  })

  it('points companions and commands at fields that exist', () => {
    for (const field of userFields as readonly Field[]) {
      if (field.use === 'companion') expect(userField(field.of ?? '')?.type).toBe('set')
      if (field.use === 'command') expect(userField(field.observe ?? '')?.use).toBe('read')
      if (field.type === 'choice') expect(field.choices).toBeDefined()
      if (field.type === 'reference' || (field.type === 'set' && field.use !== 'companion'))
        expect(field.lookup).toBeDefined()
    }
  })

  it('requires what the page requires', () => {
    const required = contract.fields.filter((field) => field.required).map((field) => field.name)
    expect(requiredUserFields.map((field) => field.name).sort()).toEqual(required.sort())
  })
})
