import type { Field as AnyField, ProfileSection, ValueOf } from './field'

type Field = AnyField<ProfileSection>

/**
 * Every field of a customer's own profile that the vendor page ‘Update Profile’ takes, once; all 42 of them. The update
 * is partial: what is left out stays as it is. What else reading returns is in nexudus-api.md §5.2.
 */

const edit = { use: 'edit', put: 'optional', merge: 'ask' } as const
const nullable = { ...edit, nullable: true } as const
const secret = {
  type: 'text',
  section: 'credentials',
  use: 'write-only',
  put: 'optional',
  merge: 'theirs',
} as const

export const profileFields = [
  { name: 'FullName', type: 'text', section: 'personal', ...edit, filled: true },
  { name: 'NickName', type: 'text', section: 'personal', ...nullable },
  // The page documents a text; reading gives the number of eGender (nexudus-api.md §5.3): 0 None, 1 NotSet, 2 Male,
  // 3 Female, 4 Other, 5 RatherNotSay.
  {
    name: 'Gender',
    type: 'choice',
    section: 'personal',
    ...edit,
    choices: [1, 2, 3, 4, 5, 0],
    sentAs: 'text',
  },
  { name: 'DateOfBirth', type: 'date', section: 'personal', ...nullable },
  { name: 'MobilePhone', type: 'text', section: 'personal', ...nullable },
  { name: 'LandLine', type: 'text', section: 'personal', ...nullable },
  { name: 'Address', type: 'text', section: 'personal', ...edit },
  { name: 'PostCode', type: 'text', section: 'personal', ...edit },
  { name: 'CityName', type: 'text', section: 'personal', ...edit },
  { name: 'State', type: 'text', section: 'personal', ...edit },
  { name: 'CountryId', type: 'country', section: 'personal', ...edit },

  { name: 'BillingName', type: 'text', section: 'billing', ...edit },
  { name: 'BillingEmail', type: 'email', section: 'billing', ...edit },
  { name: 'BillingAddress', type: 'text', section: 'billing', ...nullable },
  { name: 'BillingPostCode', type: 'text', section: 'billing', ...nullable },
  { name: 'BillingCityName', type: 'text', section: 'billing', ...nullable },
  { name: 'BillingState', type: 'text', section: 'billing', ...nullable },
  { name: 'BillingCountryId', type: 'country', section: 'billing', ...edit },
  { name: 'TaxIDNumber', type: 'text', section: 'billing', ...edit },

  { name: 'Position', type: 'text', section: 'professional', ...nullable },
  { name: 'CompanyName', type: 'text', section: 'professional', ...edit },
  { name: 'BusinessArea', type: 'text', section: 'professional', ...nullable },
  { name: 'ProfileSummary', type: 'markdown', section: 'professional', ...nullable },
  { name: 'ProfileWebsite', type: 'text', section: 'professional', ...nullable, leads: 'website' },
  { name: 'ProfileIsPublic', type: 'boolean', section: 'professional', ...edit },
  { name: 'ProfileTags', type: 'tags', section: 'professional', ...edit },

  // Addresses or handles, as people like.
  { name: 'Twitter', type: 'text', section: 'social', ...nullable, leads: 'account' },
  { name: 'Linkedin', type: 'text', section: 'social', ...nullable, leads: 'account' },
  { name: 'Github', type: 'text', section: 'social', ...nullable, leads: 'account' },
  { name: 'Instagram', type: 'text', section: 'social', ...nullable, leads: 'account' },
  { name: 'Facebook', type: 'text', section: 'social', ...nullable, leads: 'account' },
  { name: 'Skype', type: 'text', section: 'social', ...nullable, leads: 'account' },
  { name: 'Telegram', type: 'text', section: 'social', ...nullable, leads: 'account' },

  { name: 'OnHelpDeskMsg', type: 'boolean', section: 'notifications', ...edit },
  { name: 'OnNewWallPost', type: 'boolean', section: 'notifications', ...edit },
  { name: 'OnNewBlogComment', type: 'boolean', section: 'notifications', ...edit },
  { name: 'OnNewEventComment', type: 'boolean', section: 'notifications', ...edit },
  { name: 'ReceiveCommunityDigest', type: 'boolean', section: 'notifications', ...edit },
  { name: 'SignUpToNewsletter', type: 'boolean', section: 'notifications', ...edit },

  { name: 'OldPassword', ...secret },
  { name: 'NewPassword', ...secret },
  { name: 'RepeatNewPassword', ...secret },
] as const satisfies readonly Field[]

export type ProfileField = (typeof profileFields)[number]
export type ProfileFieldName = ProfileField['name']

/** What may be drafted; the three passwords are sent at once and never kept. */
export type DraftableProfileField = Extract<ProfileField, { use: 'edit' }>

/** A profile as the window and the database know it. An absent field reads as null. */
export type Profile = { readonly [F in DraftableProfileField as F['name']]: ValueOf<F> }

const byName: ReadonlyMap<string, Field> = new Map(profileFields.map((field) => [field.name, field]))

/** The table's line for a field, or undefined for anything else of the record. */
export function profileField(name: string): Field | undefined {
  return byName.get(name)
}

export const draftableProfileFields: readonly DraftableProfileField[] = profileFields.filter(
  (field): field is DraftableProfileField => field.use === 'edit',
)

/**
 * A drafted value in the form in which an update takes it (vendor page ‘Update Profile’). A field that may be null is
 * cleared by it, whichever way it was emptied; another one by an empty text, or left out where it holds no text: such a
 * value cannot be taken back.
 * @returns undefined when there is nothing to send
 */
export function toProfileUpdate(field: Field, value: string | number | boolean | null): unknown {
  if (value === null || value === '') {
    if (field.nullable) return null
    const isText = ['text', 'email', 'markdown', 'tags'].includes(field.type)
    return isText ? '' : field.type === 'boolean' ? false : undefined
  }
  return field.sentAs === 'text' ? String(value) : value
}
