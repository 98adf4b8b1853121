import * as v from 'valibot'

/** Rows of the linked entities, cut to what Usher shows (nexudus-api.md §3). */
export const LocationRow = v.object({ Id: v.number(), Name: v.string(), WebAddress: v.nullish(v.string()) })
export const UserRoleRow = v.object({
  Id: v.number(),
  Name: v.string(),
  BusinessId: v.nullish(v.number()),
  BusinessName: v.nullish(v.string()),
})
export const LanguageRow = v.object({
  Id: v.number(),
  Name: v.string(),
  Culture: v.nullish(v.string()),
  BusinessId: v.nullish(v.number()),
})

/** The signed-in person (`/api/auth/me`, nexudus-api.md §1.10), cut to what Usher shows. */
export const Me = v.object({
  Id: v.number(),
  FullName: v.nullish(v.string()),
  Email: v.string(),
  IsAdmin: v.nullish(v.boolean()),
  DefaultBusinessName: v.nullish(v.string()),
})
export type Me = v.InferOutput<typeof Me>

/** A location's public card (`/api/public/businesses/current`, nexudus-api.md §1.9). */
export const CurrentBusiness = v.object({
  Id: v.number(),
  Name: v.string(),
  WebAddress: v.nullish(v.string()),
})
