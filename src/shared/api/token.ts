import * as v from 'valibot'

/**
 * The token endpoint's answers (nexudus-api.md §1.2, §1.3). Clients have met the lifetime as text, `AccessToken` for
 * `access_token`, and refresh answers without a new refresh token (§11.1): all are accepted.
 */
const seconds = v.pipe(v.union([v.number(), v.pipe(v.string(), v.toNumber())]), v.minValue(1))

const text = v.pipe(v.string(), v.minLength(1))

export const TokenPair = v.pipe(
  v.union([v.looseObject({ AccessToken: text }), v.looseObject({ access_token: text })]),
  v.transform((answer) => ({ access_token: answer['AccessToken'], ...answer })),
  v.object({
    access_token: text,
    token_type: v.optional(v.string(), 'bearer'),
    /** Seconds. */
    expires_in: seconds,
    refresh_token: v.optional(text),
  }),
)
export type TokenPair = v.InferOutput<typeof TokenPair>

export const TokenError = v.object({ error: v.string(), error_description: v.optional(v.string()) })
export type TokenError = v.InferOutput<typeof TokenError>

/** The form of a password sign-in; the client id travels in a header (nexudus-api.md §1.1). */
export const PasswordGrant = v.object({
  grant_type: v.literal('password'),
  username: v.optional(v.string(), ''),
  password: v.optional(v.string(), ''),
  totp: v.optional(v.string(), ''),
})
export type PasswordGrant = v.InferOutput<typeof PasswordGrant>
/** The form of a refresh (nexudus-api.md §1.4). */
export const RefreshGrant = v.object({
  grant_type: v.literal('refresh_token'),
  refresh_token: v.optional(v.string(), ''),
})
export type RefreshGrant = v.InferOutput<typeof RefreshGrant>
export const Grant = v.variant('grant_type', [PasswordGrant, RefreshGrant])
