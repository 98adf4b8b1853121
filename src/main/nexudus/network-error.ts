import { UsherError, type ErrorCode } from '#shared/ipc/errors'

/**
 * Says what kept a request from being answered. The same causes have two spellings: Chromium's network stack (in
 * Electron) puts `net::ERR_…` into the message, Node's puts a socket code into `cause.code`.
 */
export function networkError(error: unknown, host: string): UsherError {
  const cause = causeOf(error)
  const code = rules.find(([pattern]) => pattern.test(cause))?.[1] ?? 'unreachable'
  return new UsherError(code, { host, cause: cause.slice(0, 80) }, { cause: error })
}

const rules: readonly (readonly [RegExp, ErrorCode])[] = [
  [/redirect/i, 'not-json'],
  [/TimeoutError|AbortError|TIMED_?OUT|_TIMEOUT/i, 'timeout'],
  [/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY|EPROTO/i, 'tls'],
  [/ENOTFOUND|ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION/i, 'address-unknown'],
  [/EAI_AGAIN|ENETUNREACH|ENETDOWN|INTERNET_DISCONNECTED|NETWORK_CHANGED|NETWORK_IO/i, 'offline'],
]

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const inner = error.cause as { code?: unknown; message?: unknown } | undefined
  if (typeof inner?.code === 'string') return inner.code
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return error.name
  return typeof inner?.message === 'string' ? inner.message : error.message
}
