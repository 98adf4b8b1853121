import * as v from 'valibot'

/** Answers of a location's portal (nexudus-api.md §5), cut to what Usher reads. */

/** Every profile of the signed-in person (`/api/public/coworkers/profiles`, §5.2). */
export const ProfileList = v.object({
  User: v.object({ Id: v.number(), FullName: v.nullish(v.string()), Email: v.string() }),
  DefaultBusiness: v.nullish(
    v.object({ Id: v.number(), Name: v.string(), WebAddress: v.nullish(v.string()) }),
  ),
  Profiles: v.array(
    v.object({
      Id: v.number(),
      FullName: v.nullish(v.string()),
      CompanyName: v.nullish(v.string()),
      Active: v.nullish(v.boolean()),
      IsDefaultProfile: v.nullish(v.boolean()),
      /** 1 an individual, 2 a company. */
      CoworkerType: v.nullish(v.number()),
    }),
  ),
})
export type ProfileList = v.InferOutput<typeof ProfileList>

/**
 * A profile for editing (`/en/profile?_resource=Coworker`, §5.2): a flat record of far more keys than an update takes.
 * Which values count is for the field table to say (`records/profile-fields.ts`). Somebody who is no customer is answered
 * without a number in `Id` (§11.2).
 */
export const CoworkerRecord = v.looseObject({
  Id: v.number(),
  Email: v.nullish(v.string()),
  HomeSpaceId: v.nullish(v.number()),
  InvoicingBusinessId: v.nullish(v.number()),
  /** Whether a summary can be drafted by the location's own integration. */
  OpenAiProfileAvailable: v.nullish(v.boolean()),
})
export type CoworkerRecord = v.InferOutput<typeof CoworkerRecord>

/** The login side of a profile (`/en/profile?_resource=User`, §5.2), with the notification flags. */
export const PortalUser = v.looseObject({
  Id: v.number(),
  Email: v.string(),
  FullName: v.nullish(v.string()),
  CoworkerId: v.nullish(v.number()),
  IsAuthenticated: v.nullish(v.boolean()),
  OnHelpDeskMsg: v.nullish(v.boolean()),
  OnNewWallPost: v.nullish(v.boolean()),
  OnNewBlogComment: v.nullish(v.boolean()),
  OnNewEventComment: v.nullish(v.boolean()),
  ReceiveCommunityDigest: v.nullish(v.boolean()),
})
export type PortalUser = v.InferOutput<typeof PortalUser>

/** Both sides at once (`/en/profile`). */
export const PortalProfile = v.object({ User: PortalUser, Coworker: CoworkerRecord })

/** The countries that a profile may name (`/api/public/countries`, §3.5): a wrapper, not the admin API's page. */
export const PublicCountries = v.object({
  Countries: v.array(v.object({ Id: v.number(), Name: v.string() })),
})
export type PublicCountries = v.InferOutput<typeof PublicCountries>
