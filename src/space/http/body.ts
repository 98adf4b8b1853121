import { parseRaw, type RawRecord } from '#shared/records/raw-record'

/** A body as a record, or undefined when it is no JSON object: what the real service says then is unknown. */
export function readBody(text: string): RawRecord | undefined {
  try {
    return parseRaw(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
