import * as v from 'valibot'

/** One page of a list (nexudus-api.md §2.4). Only the records and `HasNextPage` are relied on. */
export const Page = v.object({
  Records: v.array(v.looseObject({ Id: v.number() })),
  HasNextPage: v.boolean(),
  CurrentPage: v.optional(v.number()),
  CurrentPageSize: v.optional(v.number()),
  CurrentOrderField: v.nullish(v.string()),
  CurrentSortDirection: v.nullish(v.union([v.number(), v.string()])),
  FirstItem: v.optional(v.number()),
  LastItem: v.optional(v.number()),
  TotalItems: v.optional(v.number()),
  TotalPages: v.optional(v.number()),
  HasPreviousPage: v.optional(v.boolean()),
})
export type Page = v.InferOutput<typeof Page>

/** One refused field of a 400 (vendor page ‘Update User’). */
export const FieldError = v.object({
  AttemptedValue: v.optional(v.unknown()),
  Message: v.string(),
  PropertyName: v.string(),
})
export type FieldError = v.InferOutput<typeof FieldError>

/**
 * The answer to a write. `WasSuccessful` decides, not the status (nexudus-api.md §6.1). `RedirectURL` and `JavaScript`
 * are never followed or run; they are not even read.
 */
export const Confirmation = v.object({
  WasSuccessful: v.boolean(),
  Message: v.nullish(v.string()),
  Value: v.nullish(v.unknown()),
  Errors: v.nullish(v.unknown()),
  Status: v.nullish(v.number()),
  UpdatedOn: v.nullish(v.string()),
  UpdatedBy: v.nullish(v.string()),
})
export type Confirmation = v.InferOutput<typeof Confirmation>
