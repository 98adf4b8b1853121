import { toProblem, type ErrorCode } from '#shared/ipc/errors'

/** The readings that a review waits for: one at a time, each of what the ones before it did not read. */
export interface Checks {
  /** How many are still to be read. */
  readonly waiting: number
  /** @returns when these are read, or cannot be for now */
  add(ids: readonly number[]): Promise<void>
  /** Leaves what was not read yet. */
  end(): void
  /** Leaves it, and reads nothing until it is reopened. */
  close(): void
  reopen(): void
  /** Resolves when nothing is being read. */
  idle(): Promise<void>
}

interface Parts {
  readonly ready: () => boolean
  readonly now: () => number
  readonly read: (id: number) => Promise<void>
  /** Whether a draft is still there, and was not read since a moment. */
  readonly isWanted: (id: number, asked: number) => boolean
  readonly changed: () => void
}

/** With these the next reading would fail alike. */
const endsAll: ReadonlySet<ErrorCode> = new Set([
  ...(['offline', 'unreachable', 'tls', 'address-unknown', 'sign-in-ended', 'not-signed-in'] as const),
  ...(['throttled', 'disk-full', 'disk-read-only', 'database-corrupt', 'database-failed'] as const),
])

export function createChecks({ ready, now, read, isWanted, changed }: Parts): Checks {
  /** Each with the moment of the newest wish for it. */
  const wanted = new Map<number, number>()
  let running: Promise<void> | null = null
  let closed = false

  const end = (): void => {
    if (wanted.size === 0) return
    wanted.clear()
    changed()
  }
  const run = async (): Promise<void> => {
    for (let [next] = wanted; next; [next] = wanted) {
      const [id, asked] = next
      if (!ready()) return end()
      // A record that cannot be read now is found out when it is sent; the others are looked at all the same.
      const problem = isWanted(id, asked) ? await read(id).then(() => null, toProblem) : null
      if (problem && endsAll.has(problem.code)) return end()
      // A wish that came while it was read is about what is there since.
      if (wanted.get(id) === asked) wanted.delete(id)
      changed()
    }
  }
  return {
    get waiting() {
      return wanted.size
    },
    add(ids) {
      if (closed || ids.length === 0) return Promise.resolve()
      const asked = now()
      for (const id of ids) wanted.set(id, asked)
      changed()
      running ??= run().finally(() => (running = null))
      return running
    },
    end,
    close() {
      closed = true
      end()
    },
    reopen() {
      closed = false
    },
    async idle() {
      await running
    },
  }
}
