/**
 * Every way something can fail that a person may have to know of. Errors are thrown in main, classified once at the
 * edge, carried over IPC as a code with facts, and worded in the renderer's catalogue (`errors.<code>`).
 */
export const errorCodes = [
  // What was typed
  'address-required',
  'address-invalid',
  'address-insecure',
  'address-unknown',
  'address-location',
  'credentials-required',
  'wrong-credentials',
  'code-required',
  'code-refused',
  'must-reset-password',
  'password-weak',
  'password-mismatch',
  'password-waits',
  'password-unsure',
  // The way to the server
  'offline',
  'unreachable',
  'timeout',
  'tls',
  'not-json',
  'unexpected-answer',
  // What the server said
  'sign-in-ended',
  'no-permission',
  'no-profile',
  'throttled',
  'server-fault',
  'gone',
  'refused',
  'not-applied',
  'blocked',
  'confirm-access',
  'uncertain',
  // The keychain
  'keychain-missing',
  'keychain-locked',
  'keychain-timeout',
  'keychain-failed',
  // This computer
  'disk-full',
  'disk-read-only',
  'export-failed',
  'database-newer',
  'database-corrupt',
  'database-salvaged',
  'database-failed',
  // The program
  'not-read',
  'not-signed-in',
  'invalid-draft',
  'nothing-to-undo',
  'invalid-call',
  'internal',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** What is known beyond the code. All text from outside is untrusted plain text. */
export interface ErrorFacts {
  /** HTTP status. */
  readonly status?: number
  /** When the server allows the next request: milliseconds since 1970. */
  readonly retryAt?: number
  /** The server's own words. */
  readonly words?: string
  /** The server's words by the field they name. */
  readonly fields?: readonly { readonly field: string; readonly words: string }[]
  /** Host that was asked. */
  readonly host?: string
  /** Fields the server did not return though a write needs them, or fields of a draft that cannot be sent. */
  readonly missing?: readonly string[]
  /** What was taken over from a damaged database, and whether that was all there was. */
  readonly salvaged?: { readonly drafts: number; readonly entries: number; readonly whole: boolean }
  /** The problem keeps entries of a sign-in that was left in the keychain. */
  readonly leftover?: boolean
  /** A technical cause, such as a socket's error code. Never shown as the message itself. */
  readonly cause?: string
}

export interface Problem {
  readonly code: ErrorCode
  readonly facts: ErrorFacts
}

/** The error that main throws and the renderer rebuilds. */
export class UsherError extends Error implements Problem {
  override readonly name = 'UsherError'
  /** The request that failed surely had no effect: it never left, or the server refused to look at it. Stays in main. */
  unsent = false
  /** A write that had to wait for its turn was not sent: what it was made of may be another by now. Stays in main. */
  overtaken = false
  constructor(
    readonly code: ErrorCode,
    readonly facts: ErrorFacts = {},
    options?: ErrorOptions,
  ) {
    super(code, options)
  }
}

/** A problem as plain data, to be stored or sent over IPC; anything unforeseen is `internal`, without its message. */
export function toProblem(error: unknown): Problem {
  if (error instanceof UsherError) return { code: error.code, facts: error.facts }
  return { code: 'internal', facts: error instanceof Error ? { cause: error.name } : {} }
}
