/**
 * The vocabulary of a field table. A table (`user-fields.ts`) lists each field of a server record once; types,
 * validation, editor, grid, review lines, sealing and the demo space's checks are all read from it.
 */

/** The sections of the editor, in the order in which people see them. */
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

/**
 * How a value looks on the wire and which control shows it. `choice` is an integer of a fixed list, `reference` the id
 * of a row that a lookup names, `set` an unordered list of such ids, `opaque` text that only the server understands.
 */
export type FieldType =
  | 'text'
  | 'email'
  | 'url'
  | 'opaque'
  | 'date-time'
  | 'integer'
  | 'choice'
  | 'reference'
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

export interface Field {
  readonly name: string
  readonly type: FieldType
  readonly section: Section
  readonly use: FieldUse
  readonly put: FieldPut
  readonly merge: FieldMerge
  readonly lookup?: Lookup
  /** For `choice`: the values the server knows. Their words are in the catalogue. */
  readonly choices?: readonly number[]
  /** For a `command`: the field in which its effect shows. */
  readonly observe?: string
  /** For a `companion`: the plain list it is a form of. */
  readonly of?: string
  /** Shown as a column of the grid; such a field is also in the rows of the server's list. */
  readonly column?: true
  /** The search box looks here. */
  readonly search?: true
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
    : F['type'] extends 'integer' | 'choice' | 'reference'
      ? number | null
      : string | null
