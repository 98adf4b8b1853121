import { toProblem, type ErrorCode } from '#shared/ipc/errors'

/** The readings that a review waits for: one at a time, each of what the ones before it did not read. */
export interface Checks {
  /** How many are still to be read. */
  readonly waiting: number
  /** The newest wish goes first. Resolves when these are read, or cannot be for now. @returns those that were left */
  add(ids: readonly number[]): Promise<readonly number[]>
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
  /** Tells apart what was read before a wish, and after. */
  readonly mark: () => number
  readonly read: (id: number) => Promise<void>
  /** Whether a draft is still there, and was not read since a mark. */
  readonly isWanted: (id: number, since: number) => boolean
  readonly changed: () => void
}

/** One wish for a record: all who wish for it wait for the same reading. */
interface Wish {
  readonly since: number
  /** @param left it was not tried */
  readonly settle: (left: boolean) => void
  readonly settled: Promise<boolean>
}

/** With these the next reading would fail alike. */
const endsAll: ReadonlySet<ErrorCode> = new Set([
  ...(['offline', 'unreachable', 'tls', 'address-unknown', 'sign-in-ended', 'not-signed-in'] as const),
  ...(['throttled', 'disk-full', 'disk-read-only', 'database-corrupt', 'database-failed'] as const),
])

export function createChecks({ ready, mark, read, isWanted, changed }: Parts): Checks {
  let wanted = new Map<number, Wish>()
  let running: Promise<void> | null = null
  let closed = false

  const end = (): void => {
    if (wanted.size === 0) return
    for (const { settle } of wanted.values()) settle(true)
    wanted.clear()
    changed()
  }
  const run = async (): Promise<void> => {
    await Promise.resolve()
    for (let [next] = wanted; next; [next] = wanted) {
      const [id, wish] = next
      if (!ready()) end()
      else {
        // A record that cannot be read now is found out when it is sent; the others are looked at all the same.
        const problem = isWanted(id, wish.since) ? await read(id).then(() => null, toProblem) : null
        if (problem && endsAll.has(problem.code)) end()
        wish.settle(false)
        // A wish that came while it was read is about what is there since.
        if (wanted.get(id) === wish) wanted.delete(id)
        changed()
      }
    }
    // Here and not later: who comes in the next moment begins anew.
    running = null
  }
  return {
    get waiting() {
      return wanted.size
    },
    async add(ids) {
      if (closed || ids.length === 0) return ids
      const since = mark()
      const wishes = new Map(ids.map((id) => [id, createWish(since, wanted.get(id))]))
      wanted = new Map([...wishes, ...[...wanted].filter(([id]) => !wishes.has(id))])
      changed()
      running ??= run()
      const left = await Promise.all(
        [...wishes].map(async ([id, { settled }]) => ((await settled) ? [id] : [])),
      )
      return left.flat()
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

/** @param before an earlier wish for the same record, which is met along with this one */
function createWish(since: number, before: Wish | undefined): Wish {
  let settle: Wish['settle'] = () => undefined
  const settled = new Promise<boolean>((resolve) => {
    settle = (left) => {
      before?.settle(left)
      resolve(left)
    }
  })
  return { since, settle, settled }
}
