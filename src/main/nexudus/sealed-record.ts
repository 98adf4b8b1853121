import { inspect } from 'node:util'
import type { FieldValue } from '#shared/records/field'
import { formatRaw, type RawRecord } from '#shared/records/raw-record'
import { userField } from '#shared/records/user-fields'

/**
 * A whole record as the server sent it, secrets and unknown fields included, for the length of one write. It shows
 * nothing of itself: printing, logging, cloning or serialising it gives a placeholder.
 */
export class SealedRecord {
  readonly #raw: RawRecord

  constructor(raw: RawRecord) {
    this.#raw = raw
  }

  /**
   * The body of an update: this record with some values replaced (nexudus-api.md §2.7). Fields that only reading
   * returns are stripped; a list goes as the plain list alone; commands go only when asked for; all else, known or not,
   * goes back in the very characters in which it came.
   */
  toUpdate(values: Readonly<Record<string, FieldValue>>): string {
    const body = new Map<string, string>()
    for (const [name, text] of this.#raw) if (isEchoed(name)) body.set(name, text)
    for (const [name, value] of Object.entries(values)) body.set(name, JSON.stringify(value))
    return formatRaw(body)
  }

  toJSON(): string {
    return '[sealed]'
  }
  [inspect.custom](): string {
    return '[sealed]'
  }
}

function isEchoed(name: string): boolean {
  const field = userField(name)
  if (!field) return true
  return field.put !== 'never' && !['companion', 'command', 'write-only'].includes(field.use)
}
