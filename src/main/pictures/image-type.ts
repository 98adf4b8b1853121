/** What bytes of a picture begin with, as Latin-1; a dot stands for any byte. */
const beginnings: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG\r\n\x1a\n/, 'image/png'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF.{4}WEBP/s, 'image/webp'],
]

/**
 * What kind of picture bytes are, by the bytes alone (https://mimesniff.spec.whatwg.org §6.1): what a server calls them
 * proves nothing. Null for everything else, drawings that can carry scripts among it.
 */
export function imageType(bytes: Uint8Array): string | null {
  const beginning = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  return beginnings.find(([pattern]) => pattern.test(beginning))?.[1] ?? null
}
