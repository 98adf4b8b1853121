import type { Field as AnyField, Section, ValueOf } from './field'

type Field = AnyField<Section>

/**
 * Every field of the server's user record, once. The 58 fields of the vendor's ‘Update User’ page stand here with the
 * fields that only reading returns (`put: 'never'`). Sources: the vendor page; nexudus-api.md §2.6 for the rest.
 */

const read = { use: 'read', put: 'never', merge: 'theirs' } as const
const echo = { use: 'read', put: 'optional', merge: 'theirs' } as const
const sealed = { type: 'opaque', section: 'record', use: 'sealed', put: 'optional', merge: 'theirs' } as const
const flag = {
  type: 'boolean',
  section: 'notifications',
  use: 'edit',
  put: 'optional',
  merge: 'ask',
} as const
const access = { type: 'boolean', section: 'access', use: 'edit', put: 'optional', merge: 'ask' } as const
const companion = { type: 'set', use: 'companion', put: 'optional', merge: 'theirs' } as const

export const userFields = [
  {
    name: 'FullName',
    type: 'text',
    section: 'identity',
    use: 'edit',
    put: 'required',
    merge: 'ask',
    column: true,
    search: true,
    own: true,
  },
  {
    name: 'Email',
    type: 'email',
    section: 'identity',
    use: 'edit',
    put: 'required',
    merge: 'ask',
    column: true,
    search: true,
    own: true,
  },
  {
    name: 'Language',
    type: 'choice',
    section: 'identity',
    use: 'edit',
    put: 'required',
    merge: 'ask',
    choices: [3, 1, 2],
    column: true,
  },
  {
    name: 'PreferredLanguageId',
    type: 'reference',
    section: 'identity',
    use: 'edit',
    put: 'optional',
    merge: 'ask',
    lookup: 'languages',
  },

  { name: 'Active', ...access, column: true, raisesAccess: true },
  { name: 'IsAdmin', ...access, column: true, raisesAccess: true },
  { name: 'APIAccess', ...access, column: true, raisesAccess: true },
  { name: 'Validated', ...access },
  { name: 'MustResetPassword', ...access },
  {
    name: 'NewPassword',
    type: 'text',
    section: 'access',
    use: 'write-only',
    put: 'optional',
    merge: 'theirs',
    raisesAccess: true,
  },
  { name: 'TwoFactorEnabled', type: 'boolean', section: 'access', ...read, column: true },
  { name: 'LastAccess', type: 'date-time', section: 'access', ...echo, column: true },
  { name: 'LastLoginAttempt', type: 'date-time', section: 'access', ...echo },
  { name: 'InvalidLoginAttempts', type: 'integer', section: 'access', ...echo, put: 'required' },
  { name: 'EnablePassportAccess', type: 'boolean', section: 'access', ...read },
  { name: 'PassportNumber', type: 'opaque', section: 'access', ...read },
  { name: 'PassportCardNumber', type: 'opaque', section: 'access', ...read },

  {
    name: 'UserRoles',
    type: 'set',
    section: 'roles',
    use: 'edit',
    put: 'optional',
    merge: 'set',
    lookup: 'roles',
    raisesAccess: true,
  },
  { name: 'AddedUserRoles', section: 'roles', ...companion, of: 'UserRoles' },
  { name: 'RemovedUserRoles', section: 'roles', ...companion, of: 'UserRoles' },

  {
    name: 'Businesses',
    type: 'set',
    section: 'locations',
    use: 'edit',
    put: 'optional',
    merge: 'set',
    lookup: 'locations',
    raisesAccess: true,
  },
  { name: 'AddedBusinesses', section: 'locations', ...companion, of: 'Businesses' },
  { name: 'RemovedBusinesses', section: 'locations', ...companion, of: 'Businesses' },
  { name: 'DefaultBusinessId', type: 'reference', section: 'locations', ...read, lookup: 'locations' },

  { name: 'OnNewEmail', ...flag },
  { name: 'OnHelpDeskMsg', ...flag },
  { name: 'OnNewMember', ...flag },
  { name: 'OnProfileChanges', ...flag },
  { name: 'OnMemberRemovedFromTeam', ...flag },
  { name: 'OnIdentityCheckUpdate', ...flag },
  { name: 'OnBookingChange', ...flag },
  { name: 'OnTentativeBookingChange', ...flag },
  { name: 'OnVisitorRegistration', ...flag },
  { name: 'OnAccessControlErrors', ...flag },
  { name: 'OnPurchases', ...flag },
  { name: 'OnTariffChange', ...flag },
  { name: 'OnVirtualOfficeTariffChange', ...flag },
  { name: 'OnVirtualOfficeDeliveryPreferenceUpdate', ...flag },
  { name: 'OnPlaformInvoices', ...flag },
  { name: 'OnNewWallPost', ...flag },
  { name: 'OnNewBlogComment', ...flag },
  { name: 'OnNewEventComment', ...flag },
  { name: 'ReceiveCommunityDigest', ...flag },
  { name: 'ReceiveEveryMessage', ...flag },

  { name: 'AvatarFileName', type: 'opaque', section: 'avatar', ...read, column: true },
  {
    name: 'NewAvatarUrl',
    type: 'url',
    section: 'avatar',
    use: 'command',
    put: 'optional',
    merge: 'ask',
    observe: 'AvatarFileName',
  },
  {
    name: 'ClearAvatarFile',
    type: 'boolean',
    section: 'avatar',
    use: 'command',
    put: 'optional',
    merge: 'ask',
    observe: 'AvatarFileName',
  },

  { name: 'ChatRooms', type: 'set', section: 'community', ...echo, lookup: 'chatRooms' },
  { name: 'AddedChatRooms', section: 'community', ...companion, of: 'ChatRooms' },
  { name: 'RemovedChatRooms', section: 'community', ...companion, of: 'ChatRooms' },
  { name: 'LastReceivedCommunityThreadDate', type: 'date-time', section: 'community', ...echo },
  { name: 'LastReceivedCommunityMessageDate', type: 'date-time', section: 'community', ...echo },
  { name: 'NextCommunityDigest', type: 'date-time', section: 'community', ...echo },
  { name: 'NextHelpDeskMessageReminder', type: 'date-time', section: 'community', ...echo },
  { name: 'SupportTeamUserEmail', type: 'opaque', section: 'community', ...echo },
  { name: 'LastHelpVisited', type: 'integer', section: 'community', ...echo, put: 'required' },

  { name: 'Id', type: 'integer', section: 'record', ...echo, put: 'required' },
  { name: 'UniqueId', type: 'opaque', section: 'record', ...read },
  { name: 'CreatedOn', type: 'date-time', section: 'record', ...read, column: true },
  { name: 'UpdatedOn', type: 'date-time', section: 'record', ...read, column: true },
  { name: 'UpdatedBy', type: 'opaque', section: 'record', ...read },
  { name: 'IsNew', type: 'boolean', section: 'record', ...read },
  // Writable through the API although the vendor page leaves it out (nexudus-api.md §2.6), so it is sent back.
  { name: 'SystemId', type: 'opaque', section: 'record', ...echo },
  { name: 'ApplicationId', type: 'reference', section: 'record', ...echo, lookup: 'applications' },
  { name: 'Devices', type: 'opaque', section: 'record', ...echo },
  { name: 'ToStringText', type: 'opaque', section: 'record', ...read },
  { name: 'LocalizationDetails', type: 'any', section: 'record', ...read },
  { name: 'CustomFields', type: 'any', section: 'record', ...read },

  { name: 'PasswordSalt', ...sealed, put: 'required' },
  { name: 'Password', ...sealed },
  { name: 'AccessToken', ...sealed },
  { name: 'TwoFactorSecret', ...sealed },
  { name: 'EmailCallBackGuid', ...sealed },
] as const satisfies readonly Field[]

export type UserField = (typeof userFields)[number]
export type UserFieldName = UserField['name']

/** Fields whose values may leave the main process: shown, and for the editable ones, drafted. */
export type VisibleUserField = Extract<UserField, { use: 'edit' | 'read' }>

/**
 * A user as the window and the database know it: no sealed field, no companion, no unknown field. Dates are the
 * server's own strings. An absent field reads as null, an absent list as empty.
 */
export type VisibleUser = { readonly [F in VisibleUserField as F['name']]: ValueOf<F> }

/** The names a draft may hold: editable fields and commands. */
export type DraftableUserField = Extract<UserField, { use: 'edit' | 'command' }>['name']

const byName: ReadonlyMap<string, Field> = new Map(userFields.map((field) => [field.name, field]))

/** The table's line for a field, or undefined for a field the vendor has added since. */
export function userField(name: string): Field | undefined {
  return byName.get(name)
}

export const visibleUserFields = userFields.filter(
  (field): field is VisibleUserField => field.use === 'edit' || field.use === 'read',
)
export const draftableUserFields: readonly Field[] = userFields.filter(
  (field) => field.use === 'edit' || field.use === 'command',
)
/** What can be set for many people at once. */
export const bulkUserFields: readonly Field[] = userFields.filter(
  (field) => field.use === 'edit' && !('own' in field),
)
export const sealedUserFields: readonly Field[] = userFields.filter((field) => field.use === 'sealed')
export const requiredUserFields: readonly Field[] = userFields.filter((field) => field.put === 'required')
export const columnUserFields = userFields.filter(
  (field): field is Extract<UserField, { column: true }> => 'column' in field,
)
/** What is kept of a row of the list: the grid's columns, and every switch, so that people can be found by it. */
export const rowUserFields: readonly Field[] = visibleUserFields.filter(
  (field) => 'column' in field || field.type === 'boolean',
)
