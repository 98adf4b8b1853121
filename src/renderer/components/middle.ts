/**
 * Parts a text that may give way in its middle. An email is told apart by both its ends, so its last part never
 * shrinks: the domain as far as there is room for it.
 */
export function splitMiddle(text: string): { head: string; tail: string } {
  const at = text.lastIndexOf('@')
  const keep = Math.min(text.length, at > 0 ? Math.min(text.length - at, 16) : 8)
  return { head: text.slice(0, text.length - keep), tail: text.slice(text.length - keep) }
}
