import { expect, it } from 'vitest'
import contract from '../../../../contract/update-profile.json'
import { profileField } from '#shared/records/index'
import { tMaybe } from '../../i18n'
import { profileNav } from './layout'

const shown = profileNav().flatMap(({ fields }) => fields)

it.each(contract.fields)(
  'has a line, a label and a place in the form for $name of the vendor’s page',
  ({ name }) => {
    expect(profileField(name), 'in the table').toBeDefined()
    expect(tMaybe(`fields.${name}`), 'as a label').not.toBeNull()
    expect(
      shown.filter((one) => one === name),
      'in the form',
    ).toHaveLength(1)
  },
)

it('shows no field that the page does not have', () => {
  expect([...shown].sort()).toEqual(contract.fields.map(({ name }) => name).sort())
})
