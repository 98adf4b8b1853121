import { anyField, type FieldValue } from '#shared/records/index'
import { t } from '../i18n'
import { valueWords, type Names } from './format'

export type Side = 'base' | 'mine' | 'theirs'

/**
 * One side of a conflict in words. A command starts from another field's value and acts on it: what it would do stands
 * beside what is there, or `on` would stand beside a picture.
 */
export function sideWords(
  name: string,
  side: Side,
  { value, base }: { readonly value: FieldValue; readonly base: FieldValue },
  names: Names,
): string {
  const field = anyField(name)
  if (!field?.observe) return valueWords(name, value, names)
  if (side === 'mine')
    return field.type === 'boolean' ? t('values.noPicture') : valueWords(name, value, names)
  if (side === 'theirs' && value && value !== base) return t('values.otherPicture')
  return valueWords(field.observe, value, names)
}
