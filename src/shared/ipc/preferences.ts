import * as v from 'valibot'
import { RowQuery, wholeList } from './query'

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
export const PreferenceChange = v.union(
  preferenceKeys.map((key) => v.object({ key: v.literal(key), value: preferences[key].schema })),
) as unknown as v.GenericSchema<PreferenceChange>

export const initialPreferences = Object.fromEntries(
  preferenceKeys.map((key) => [key, preferences[key].initial]),
) as Preferences

/** A value as it was kept, perhaps by an older Usher: whatever of it still fits, else the default. */
export function readPreference<K extends PreferenceKey>(key: K, kept: unknown): Preferences[K] {
  const { schema, initial, element }: Preference = preferences[key]
  const fitting = element && Array.isArray(kept) ? kept.filter((each) => v.is(element, each)) : kept
  const read = v.safeParse(schema, fitting)
  return (read.success ? read.output : initial) as Preferences[K]
}
