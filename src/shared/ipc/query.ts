import * as v from 'valibot'
import { columnUserFields } from '../records/user-fields'

export const Column = v.picklist(columnUserFields.map((field) => field.name))

/** What a list of people shows: whom, and in which order. */
export const RowQuery = v.object({
  text: v.pipe(v.string(), v.maxLength(500)),
  scope: v.picklist(['administrators', 'everyone']),
  sort: v.object({ field: Column, descending: v.boolean() }),
})
export type RowQuery = v.InferOutput<typeof RowQuery>

export const wholeList: RowQuery = {
  ...{ text: '', scope: 'administrators', sort: { field: 'FullName', descending: false } },
}
