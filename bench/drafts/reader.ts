import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * A thread with a connection of its own, read-only, on the file that Usher is writing: it tells each new value of one
 * drafted field, and when it was first seen there. What another connection can read is committed.
 */
export interface Watched {
  readonly file: string
  readonly id: number
  readonly field: string
}
export type ReaderMessage =
  | { readonly type: 'ready' }
  /** `at` is milliseconds since 1970; a value of null means that there is no draft of the field. */
  | { readonly type: 'seen'; readonly value: string | null; readonly at: number }

interface ReadOnlyModule {
  DatabaseSync: new (
    file: string,
    options: { readOnly: boolean; timeout: number },
  ) => {
    prepare(sql: string): { get(...params: unknown[]): Record<string, unknown> | undefined }
    close(): void
  }
}

/** Milliseconds between two looks; the error of what is measured. */
const interval = 0.5

const port = parentPort
if (!port) throw new Error('the reader runs in a worker thread')
const { file, id, field } = workerData as Watched
const tell = (message: ReaderMessage): void => port.postMessage(message)

const builtIn = (process as { getBuiltinModule?: (name: string) => unknown }).getBuiltinModule?.(
  'node:sqlite',
)
const sqlite = (builtIn ?? createRequire(import.meta.url)('@photostructure/sqlite')) as ReadOnlyModule
const connection = new sqlite.DatabaseSync(file, { readOnly: true, timeout: 5_000 })
const statement = connection.prepare('SELECT patch FROM drafts WHERE id = ?')

let open = true
let last: string | null | undefined
let lastText: unknown
port.once('message', () => (open = false))
const nap = new Int32Array(new SharedArrayBuffer(4))

function look(): void {
  const text = statement.get(id)?.['patch'] ?? null
  if (text === lastText && last !== undefined) return
  const at = performance.timeOrigin + performance.now()
  lastText = text
  const patch = (text === null ? {} : JSON.parse(text as string)) as Record<
    string,
    { mine: unknown } | undefined
  >
  const value = patch[field] ? String(patch[field].mine) : null
  if (value === last) return
  last = value
  tell({ type: 'seen', value, at })
}

/** Looks for a while without going back to the event loop, which would cost more than the look. */
function turn(): void {
  for (let looks = 0; looks < 20 && open; looks++) {
    look()
    Atomics.wait(nap, 0, 0, interval)
  }
  if (open) setImmediate(turn)
  else connection.close()
}
tell({ type: 'ready' })
turn()
