import { toProblem, UsherError, type Problem } from '#shared/ipc/errors'

/** SQLite's primary result codes (sqlite.org/rescode.html) that a person can do something about. */
const codes = {
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  constraint: 19,
  notADatabase: 26,
} as const

/** SQLite's fixed words for them (`sqlite3_errstr`). */
const words: readonly (readonly [string, number])[] = [
  ['attempt to write a readonly database', codes.readOnly],
  ['disk I/O error', codes.ioError],
  ['database disk image is malformed', codes.corrupt],
  ['database or disk is full', codes.full],
  ['unable to open database file', codes.cantOpen],
  ['file is not a database', codes.notADatabase],
]

/**
 * The primary result code of an error that SQLite raised, or null. `node:sqlite` puts the extended code in `errcode`;
 * `@photostructure/sqlite` 1.2.1 leaves it out of what `all()` throws, where only the words tell.
 */
function resultCode(error: unknown): number | null {
  const { errcode, message } = (error ?? {}) as { errcode?: unknown; message?: unknown }
  if (typeof errcode === 'number') return errcode & 0xff
  if (typeof message !== 'string') return null
  return words.find(([text]) => message.endsWith(text))?.[1] ?? null
}

/** Whether a value broke a rule of the schema. */
export function isConstraint(error: unknown): boolean {
  return resultCode(error) === codes.constraint
}

export function isCorrupt(error: unknown): boolean {
  if (error instanceof UsherError) return error.code === 'database-corrupt'
  const code = resultCode(error)
  return code === codes.corrupt || code === codes.notADatabase
}

/** Classifies whatever the database threw; the message itself may quote values and is not kept. */
export function databaseProblem(error: unknown): Problem {
  if (error instanceof UsherError) return toProblem(error)
  const code = resultCode(error)
  const cause = code === null ? (error as Error | null)?.name : `sqlite ${code}`
  if (code === codes.full) return { code: 'disk-full', facts: { cause } }
  if (code === codes.readOnly || code === codes.cantOpen) return { code: 'disk-read-only', facts: { cause } }
  if (isCorrupt(error)) return { code: 'database-corrupt', facts: { cause } }
  return { code: 'database-failed', facts: { cause } }
}
