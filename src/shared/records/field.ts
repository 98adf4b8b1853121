/**
 * The vocabulary of a field table. A table (`user-fields.ts`, `profile-fields.ts`) lists each field of a server record
 * once; types, validation, editor, grid, review lines, sealing and the demo space's checks are all read from it.
 */

/** The sections of the user's editor, in the order in which people see them. */
export const sections = [
  'identity',
  'access',
  'roles',
  'locations',
  'notifications',
  'avatar',
  'community',
  'record',
] as const
export type Section = (typeof sections)[number]

/** The sections of a customer's own profile: the groups of the vendor page ‘Update Profile’, in its order. */
export const profileSections = [
  'personal',
  'billing',
  'professional',
  'social',
  'notifications',
  'credentials',
] as const
export type ProfileSection = (typeof profileSections)[number]

/**
 * How a value looks on the wire and which control shows it. `choice` is an integer of a fixed list, `reference` the id
 * of a row that a lookup names, `country` the id of one of the public countries, `set` an unordered list of ids,
 * `opaque` text that only the server understands, `date` a day without a time, `markdown` text of several lines, `tags`
 * one text with commas between the tags.
 */
export type FieldType =
  | 'text'
  | 'email'
  | 'url'
  | 'markdown'
  | 'tags'
  | 'opaque'
  | 'date'
  | 'date-time'
  | 'integer'
  | 'choice'
  | 'reference'
  | 'country'
  | 'boolean'
  | 'set'
  | 'any'

/** The lookups that give a `reference` or `set` its names. */
export type Lookup = 'roles' | 'locations' | 'languages' | 'chatRooms' | 'applications'

/**
 * What may be done with a field.
 * - `edit`: drafted, reviewed, sent.
 * - `command`: drafted like `edit`, but the server never returns it; its effect shows in the field named by `observe`.
 * - `write-only`: sent at once and online, never kept.
 * - `read`: shown, sent back as it came.
 * - `sealed`: never leaves the main process; sent back as it came.
 * - `companion`: another form of the list named by `of`; never sent, because the plain list says it all.
 */
export type FieldUse = 'edit' | 'command' | 'write-only' | 'read' | 'sealed' | 'companion'

/** Whether the vendor's update takes the field: `never` means it is stripped from what is sent. */
export type FieldPut = 'required' | 'optional' | 'never'

/**
 * What a merge does when both sides changed a field: `ask` a person, join them as a `set`, or take `theirs` because
 * the server alone owns the value.
 */
export type FieldMerge = 'ask' | 'set' | 'theirs'

/** @typeParam S whose sections: the user's, the profile's, or either's */
export interface Field<S extends string = Section | ProfileSection> {
  readonly name: string
  readonly type: FieldType
  readonly section: S
  readonly use: FieldUse
  readonly put: FieldPut
  readonly merge: FieldMerge
  readonly lookup?: Lookup
  /** For `choice`: the values the server knows. Their words are in the catalogue. */
  readonly choices?: readonly number[]
  /** For a `choice` that an update takes as text, although reading may give it as a number. */
  readonly sentAs?: 'text'
  /** An update takes null for it, which clears it; a text without this is cleared by an empty one. */
  readonly nullable?: true
  /** May be left out of an update, but not be emptied by it. */
  readonly filled?: true
  /**
   * A text that leads somewhere: `website` is a web address, `account` one or a name at the service. The server takes any
   * text (vendor page ‘Update Profile’); what leads nowhere is a slip.
   */
  readonly leads?: 'website' | 'account'
  /** For a `command`: the field in which its effect shows. */
  readonly observe?: string
  /** For a `companion`: the plain list it is a form of. */
  readonly of?: string
  /** Shown as a column of the grid; such a field is also in the rows of the server's list. */
  readonly column?: true
  /** The search box looks here. */
  readonly search?: true
  /** Each person's own: never set for many at once. */
  readonly own?: true
  /** The value raises what a person may do; a change to it is named in review. */
  readonly raisesAccess?: true
}

/** Any value a visible field can have. Lists are sets of ids, in no order. */
export type FieldValue = string | number | boolean | readonly number[] | null

/** The value a field of the given type has once it has been read. */
export type ValueOf<F extends Field> = F['type'] extends 'boolean'
  ? boolean | null
  : F['type'] extends 'set'
    ? readonly number[]
    : F['type'] extends 'integer' | 'choice' | 'reference' | 'country'
      ? number | null
      : string | null
