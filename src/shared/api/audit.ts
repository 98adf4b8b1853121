import * as v from 'valibot'

/** A row of the audit trail (nexudus-api.md §3.7), cut to what Usher shows: old and new values may hold secrets. */
export const AuditRow = v.object({
  Id: v.number(),
  EntityId: v.nullish(v.number()),
  PropertyName: v.nullish(v.string()),
  ActionBy: v.nullish(v.string()),
  CreatedOn: v.nullish(v.string()),
})
export type AuditRow = v.InferOutput<typeof AuditRow>
