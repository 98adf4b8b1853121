import * as v from 'valibot'

/** The longest name of a file that is taken for a picture's. */
export const longestFile = 1_000

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

/** Whose picture, and the name the server has for its file (`AvatarFileName`): another name is another picture. */
export const PictureOf = v.object({
  id,
  file: v.pipe(v.string(), v.minLength(1), v.maxLength(longestFile)),
})
export type PictureOf = Readonly<v.InferOutput<typeof PictureOf>>

/** `account`: in whose list they are looked at; it may be another by the time this arrives. */
export const LookAtPictures = v.object({
  account: id,
  pictures: v.pipe(v.array(PictureOf), v.maxLength(200)),
})
export type LookAtPictures = v.InferOutput<typeof LookAtPictures>

/** A picture that came, and was not here when it was looked for. */
export interface PictureNews {
  readonly account: number
  readonly picture: PictureOf
}

/**
 * Where the page finds a picture. The account is in it, so that nothing the page remembers of one account is shown to
 * another.
 */
export function pictureAddress(account: number, { id, file }: PictureOf): string {
  // Not `encodeURIComponent`, which throws for half a character.
  return `./avatar/${account}/${id}?${new URLSearchParams({ file }).toString()}`
}

/** What such an address means, or null for any other. */
export function pictureAt({ pathname, searchParams }: URL): PictureNews | null {
  const [, account, id] = /^\/avatar\/(\d{1,15})\/(\d{1,15})$/.exec(pathname) ?? []
  const picture = { id: Number(id), file: searchParams.get('file') ?? '' }
  return account !== undefined && v.is(PictureOf, picture) ? { account: Number(account), picture } : null
}
