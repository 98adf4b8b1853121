import { sameValue, type Field, type FieldValue } from '#shared/records/index'
import { profileGroup } from './layout'

/** From which personal field each billing field takes its value; the email is the sign-in's. */
const sources: Readonly<Record<string, string>> = {
  BillingName: 'FullName',
  BillingEmail: 'Email',
  BillingAddress: 'Address',
  BillingPostCode: 'PostCode',
  BillingCityName: 'CityName',
  BillingState: 'State',
  BillingCountryId: 'CountryId',
}

/**
 * What copying the personal details to the billing ones would change. What is empty there is not copied: nobody copies
 * in order to lose an address.
 * @param valueOf the values as they are drafted, and the sign-in's email
 */
export function copyToBilling(
  valueOf: (name: string) => FieldValue,
): readonly { readonly field: Field; readonly value: FieldValue }[] {
  return profileGroup('billing').flatMap((field) => {
    const source = sources[field.name]
    const value = source === undefined ? null : valueOf(source)
    const isEmpty = value === null || (typeof value === 'string' && value.trim() === '')
    return isEmpty || sameValue(field, value, valueOf(field.name)) ? [] : [{ field, value }]
  })
}
