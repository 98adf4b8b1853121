import { toProblem, UsherError, type Problem } from '#shared/ipc/errors'

/** SQLite's primary result codes (sqlite.org/rescode.html) that a person can do something about. */
const codes = { readOnly: 8, ioError: 10, corrupt: 11, full: 13, cantOpen: 14, notADatabase: 26 } as const

/** The primary result code of an error that SQLite raised, or null. Both drivers put the extended code in `errcode`. */
function resultCode(error: unknown): number | null {
  const code = (error as { errcode?: unknown } | null)?.errcode
  return typeof code === 'number' ? code & 0xff : null
}

export function isCorrupt(error: unknown): boolean {
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
