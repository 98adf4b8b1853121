import * as v from 'valibot'
import { GridLayout, initialLayout } from './layout'
import { RowQuery, wholeList } from './query'

/**
 * A question that was given a name. What else belongs to a view, such as the columns it was saved with, joins it here as
 * an optional entry: views that were kept without it stay valid.
 */
const View = v.object({
  id: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  query: RowQuery,
})
export type View = v.InferOutput<typeof View>

const index = v.pipe(v.number(), v.safeInteger(), v.minValue(-1))
const person = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
/** So many people from the top of what was seen on are remembered: with those who remain the place is found again. */
export const neighbours = 10
/**
 * Where one was in the list: how many rows were above it, with fractions, and the cell of the keys, row -1 being the head;
 * and whose rows those were, because numbers mean others once people come and go.
 */
const ListPlace = v.object({
  top: v.pipe(v.number(), v.minValue(0)),
  row: index,
  column: index,
  people: v.pipe(v.array(person), v.maxLength(neighbours)),
  person: v.nullable(person),
})
export type ListPlace = v.InferOutput<typeof ListPlace>
/** The most selected people that are remembered; of more than that nobody is, because a part would be somebody's mistake. */
export const mostSelected = 10_000
/** The beginning of a list. */
export const noPlace: ListPlace = { top: 0, row: 0, column: 1, people: [], person: null }

/**
 * What an account's window remembers: key → schema of the value → default. Main keeps each by itself, so that one that can
 * no longer be read falls back alone. To remember something more, add a line here; the renderer's `usePreferences` and
 * main do the rest.
 */
export interface Preference<Schema extends v.GenericSchema = v.GenericSchema> {
  readonly schema: Schema
  /** Holds while nothing is kept, or nothing that the schema still takes. */
  readonly initial: v.InferOutput<Schema>
  /** Of a list: its elements are judged one by one, and one that no longer fits leaves alone. */
  readonly element?: v.GenericSchema
}

const one = <Schema extends v.GenericSchema>(
  schema: Schema,
  initial: v.InferOutput<Schema>,
): Preference<Schema> => ({ schema, initial })

export const preferences = {
  /** The question the list of people answered last. */
  'people.query': one(RowQuery, wholeList),
  'people.layout': one(GridLayout, initialLayout),
  /** Where in the answer to it one was. */
  'people.place': one(ListPlace, noPlace),
  /** Who is selected, in the order in which they were. */
  'people.selection': one(v.pipe(v.array(person), v.maxLength(mostSelected)), []),
  /** Saved views, in the order in which they are offered. */
  'people.views': { schema: v.pipe(v.array(View), v.maxLength(200)), initial: [], element: View },
} as const satisfies Record<string, Preference>

export type PreferenceKey = keyof typeof preferences
export type Preferences = {
  readonly [K in PreferenceKey]: v.InferOutput<(typeof preferences)[K]['schema']>
}
/** One preference and its new value. */
export type PreferenceChange = {
  [K in PreferenceKey]: { readonly key: K; readonly value: Preferences[K] }
}[PreferenceKey]

/** An account's preferences, and whose they are. */
export interface OwnPreferences {
  readonly owner: number
  readonly values: Preferences
}

export const preferenceKeys = Object.keys(preferences) as PreferenceKey[]

/** A key, and a value that its schema takes. */
export const PreferenceChange = v.variant(
  'key',
  preferenceKeys.map((key) => v.object({ key: v.literal(key), value: preferences[key].schema })),
) as unknown as v.GenericSchema<PreferenceChange>

export const initialPreferences = Object.fromEntries(
  preferenceKeys.map((key) => [key, preferences[key].initial]),
) as unknown as Preferences

/** A value as it was kept, perhaps by an older Usher: whatever of it still fits, else the default. */
export function readPreference<K extends PreferenceKey>(key: K, kept: unknown): Preferences[K] {
  const { schema, initial, element }: Preference = preferences[key]
  const fitting = element && Array.isArray(kept) ? kept.filter((each) => v.is(element, each)) : kept
  const read = v.safeParse(schema, fitting)
  return (read.success ? read.output : initial) as Preferences[K]
}
