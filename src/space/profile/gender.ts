/** The vendor's eGender (nexudus-api.md §5.3). */
const genders = ['None', 'NotSet', 'Male', 'Female', 'Other', 'RatherNotSay'] as const

/**
 * The number of a gender sent as text. Which texts the real service takes is not documented: here its number or its name.
 * @returns undefined for any other text
 */
export function readGender(text: string): number | undefined {
  const named = genders.findIndex((name) => name.toLowerCase() === text.trim().toLowerCase())
  if (named >= 0) return named
  return /^[0-5]$/.test(text.trim()) ? Number(text) : undefined
}
