import { parseTree, type Node, type ParseError } from 'jsonc-parser'

/**
 * A JSON object as text by field: each value is kept in the very characters in which it arrived. Numbers beyond 2^53,
 * `1.0`, escapes and unknown structures therefore go back to the server as they came.
 */
export type RawRecord = ReadonlyMap<string, string>

/**
 * Reads one JSON object. Where a name stands twice the last one counts, as in `JSON.parse`.
 * @throws SyntaxError when the text is not strict JSON, or not an object.
 */
export function parseRaw(text: string): RawRecord {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  if (root?.type !== 'object' || errors.length > 0) throw new SyntaxError('not a JSON object')
  return new Map((root.children ?? []).map((property) => member(text, property)))
}

/** Writes a record back, each value in its own characters. */
export function formatRaw(record: RawRecord): string {
  const members = [...record].map(([name, value]) => `${JSON.stringify(name)}:${value}`)
  return `{${members.join(',')}}`
}

function member(text: string, property: Node): [string, string] {
  const [key, value] = property.children ?? []
  if (!key || !value) throw new SyntaxError('a field without a value')
  return [String(key.value), text.slice(value.offset, value.offset + value.length)]
}
