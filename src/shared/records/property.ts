/**
 * Whether the name by which the server refuses a field means a field of ours: it may leave out the `Id` of a reference
 * (nexudus-api.md §6.1), and what ‘Update Profile’ answers is not documented, so neither its case nor what stands before
 * the name counts.
 * @param property as in `PropertyName`, or a key of `Errors`
 * @param field of a field table
 */
export function means(property: string, field: string): boolean {
  const last = property.slice(property.lastIndexOf('.') + 1).toLowerCase()
  const name = field.toLowerCase()
  return name === last || name === `${last}id`
}
