import type { FieldValue } from '#shared/records/field'
import type { Chance } from './random'
import { difference, isList, isPicture, items, kinds, same, type FieldName } from './rules'
import { roleIds } from './server'

/**
 * What a person types into a field, by chance.
 * @param seen what stands there, and what stood there before they changed it; `name` is like no other
 */
export function chooseValue(
  chance: Chance,
  field: FieldName,
  { name, now, base }: { name: string; now: FieldValue; base: FieldValue },
): FieldValue {
  // Sometimes back to what it was.
  if (chance.is(0.2)) return field === 'ClearAvatarFile' ? false : isPicture(field) ? null : base
  switch (kinds[field]) {
    case 'text':
      return chance.is(0.1) ? `Name ${name} ` : `Name ${name}`
    case 'picture':
      return `https://example.com/${name}.png`
    case 'list': {
      const roles = new Set(items(now))
      const role = chance.pick(roleIds)
      if (!roles.delete(role)) roles.add(role)
      return [...roles].sort((a, b) => a - b)
    }
    default:
      return chance.is(0.6)
  }
}

/** Whether a draft says what was typed; of a list, what was done to it. */
export function isTyped(
  field: FieldName,
  before: FieldValue,
  mine: FieldValue,
  drafted: FieldValue,
): boolean {
  if (!isList(field)) return same(field, drafted, mine)
  const { added, removed } = difference(before, mine)
  return [...added, ...removed].every((item) => items(drafted).includes(item) === items(mine).includes(item))
}

/** Whether an edit leaves nothing to be sent. */
export function isNothing(field: FieldName, base: FieldValue, mine: FieldValue): boolean {
  return isPicture(field)
    ? mine === base || mine === null || mine === false || mine === ''
    : same(field, base, mine)
}
