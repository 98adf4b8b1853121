import { UsherError, type ErrorCode } from '#shared/ipc/errors'
import type { KeychainFailure, KeychainReply, KeychainRequest } from './protocol'

/** A process that can be asked and killed: Electron's utility process, or a test's own. */
export interface Helper {
  postMessage(message: KeychainRequest): void
  onMessage(listener: (reply: KeychainReply) => void): void
  onExit(listener: () => void): void
  kill(): void
}

/** The OS keychain. Every method throws UsherError `keychain-missing`, `-locked`, `-timeout` or `-failed`. */
export interface Keychain {
  /** Resolves when entries can be written and read back. */
  check(): Promise<void>
  /** The secret, or null when there is surely none. */
  get(account: string): Promise<string | null>
  set(account: string, secret: string): Promise<void>
  /** Resolves when the entry is surely gone. */
  delete(account: string): Promise<void>
  /** Ends the helper. */
  close(): void
}

/** Long enough for a person to find and answer the system's unlock question. Milliseconds. */
const patience = 60_000

const codes: Readonly<Record<KeychainFailure, ErrorCode>> = {
  missing: 'keychain-missing',
  locked: 'keychain-locked',
  failed: 'keychain-failed',
}

/**
 * A keychain behind a helper process that is started when first needed, asked one thing at a time, and killed when it
 * does not answer.
 * @param timeout milliseconds for one answer
 */
export function createKeychain(start: () => Helper, timeout: number = patience): Keychain {
  let running: Running | null = null
  let closed = false
  let last: Promise<unknown> = Promise.resolve()

  const launch = (): Running => {
    const helper = start()
    const launched: Running = { helper, settle: nobodyAsked }
    // Through the helper that was asked: what a killed one still answers is no answer to the next question.
    helper.onMessage((reply) => launched.settle(reply))
    helper.onExit(() => {
      if (running === launched) running = null
      launched.settle({ ok: false, failure: 'failed', cause: 'the helper ended' })
    })
    return (running = launched)
  }
  const stop = (): void => {
    const stopped = running
    running = null
    stopped?.helper.kill()
  }
  const askNow = (request: KeychainRequest): Promise<string | null> =>
    new Promise((resolve, reject) => {
      if (closed) throw new UsherError('keychain-failed', { cause: 'closed' })
      const asked = running ?? launch()
      const timer = setTimeout(() => asked.settle('timeout'), timeout)
      asked.settle = (outcome) => {
        clearTimeout(timer)
        asked.settle = nobodyAsked
        if (outcome !== 'timeout' && outcome.ok) return resolve(outcome.secret)
        // The next try starts a fresh helper: libsecret keeps what it knew of a service that has changed since.
        if (running === asked) stop()
        if (outcome === 'timeout') reject(new UsherError('keychain-timeout'))
        else reject(new UsherError(codes[outcome.failure], { cause: outcome.cause }))
      }
      asked.helper.postMessage(request)
    })
  const ask = (request: KeychainRequest): Promise<string | null> => {
    const answer = last.then(() => askNow(request)).catch(asKeychainError)
    last = answer.catch(() => null)
    return answer
  }
  const check = async (): Promise<void> => {
    await ask({ type: 'probe' })
  }
  return {
    check,
    async get(account) {
      const secret = await ask({ type: 'get', account })
      // A locked keyring answers ‘nothing’ too; only a write tells the two apart.
      if (secret === null) await check()
      return secret
    },
    async set(account, secret) {
      await ask({ type: 'set', account, secret })
    },
    async delete(account) {
      await ask({ type: 'delete', account })
      if ((await ask({ type: 'get', account })) !== null)
        throw new UsherError('keychain-failed', { cause: 'kept' })
      await check()
    },
    close() {
      closed = true
      const open = running
      stop()
      open?.settle({ ok: false, failure: 'failed', cause: 'closed' })
    },
  }
}

/** A helper, and what becomes of its next message. */
interface Running {
  readonly helper: Helper
  settle: (outcome: KeychainReply | 'timeout') => void
}

const nobodyAsked = (): void => undefined

/** A helper that cannot even be started or reached. */
function asKeychainError(error: unknown): never {
  if (error instanceof UsherError) throw error
  const cause = error instanceof Error ? error.message.slice(0, 200) : 'unknown'
  throw new UsherError('keychain-failed', { cause }, { cause: error })
}
