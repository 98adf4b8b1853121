import * as v from 'valibot'
import { columnUserFields } from '../records/user-fields'
import { RowQuery } from './query'
import { ManyIds } from './many-ids'

const words = v.pipe(v.string(), v.maxLength(200))

/**
 * People as a table of text. Which fields can be asked for is the field table's matter: a sealed one is no column. The
 * words come from the window, which knows the person's language.
 */
export const TableText = v.object({
  ...RowQuery.entries,
  /** Only those; null is everybody the query finds. */
  among: v.nullable(ManyIds),
  columns: v.pipe(
    v.array(
      v.object({
        id: v.picklist([...columnUserFields.map((field) => field.name), 'state']),
        label: words,
      }),
    ),
    v.minLength(1),
    v.maxLength(200),
  ),
  words: v.object({
    on: words,
    off: words,
    /** By state of a draft. */
    states: v.record(v.string(), words),
    /** By field and choice. */
    choices: v.record(v.string(), v.record(v.string(), words)),
  }),
})
export type TableText = v.InferOutput<typeof TableText>

/** The same as a file. The person is asked where; `name` is proposed. */
export const TableFile = v.object({ ...TableText.entries, name: words })
export type TableFile = v.InferOutput<typeof TableFile>
