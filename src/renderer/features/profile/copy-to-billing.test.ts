import { expect, it } from 'vitest'
import type { FieldValue } from '#shared/records/index'
import { copyToBilling } from './copy-to-billing'

const copied = (values: Record<string, FieldValue>) =>
  Object.fromEntries(
    copyToBilling((name) => values[name] ?? null).map(({ field, value }) => [field.name, value]),
  )

it('takes name, email and address over, and what differs alone', () => {
  const personal = {
    FullName: 'Zoë',
    Email: 'z@x.example',
    Address: '1 Quay',
    PostCode: 'N1',
    CityName: 'Hull',
  }
  expect(copied({ ...personal, State: 'Yorks', CountryId: 7, BillingCityName: 'Hull' })).toEqual({
    ...{ BillingName: 'Zoë', BillingEmail: 'z@x.example', BillingAddress: '1 Quay', BillingPostCode: 'N1' },
    ...{ BillingState: 'Yorks', BillingCountryId: 7 },
  })
})

it('empties nothing, and leaves the tax number alone', () => {
  const billing = { BillingAddress: '2 Dock', BillingCountryId: 9, TaxIDNumber: 'GB1' }
  expect(copied({ Address: ' ', CountryId: null, ...billing })).toEqual({})
})
