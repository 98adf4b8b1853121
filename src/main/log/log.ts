import { appendFileSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { redact } from './redact'

/** A file of what happened, for the person to read and send. It never holds records: codes and facts alone. */
export interface Log {
  /** @param event what happened, in a few fixed words */
  write(event: string, facts?: Readonly<Record<string, unknown>>): void
  /** Keeps what is known of a crash, and says where. */
  crash(error: unknown): string
}

const largest = 1_000_000

export function createLog(folder: string, now: () => number): Log {
  const file = join(folder, 'usher.log')
  const stamp = (): string => new Date(now()).toISOString()
  const write: Log['write'] = (event, facts = {}) => {
    try {
      mkdirSync(folder, { recursive: true })
      if (sizeOf(file) > largest) renameSync(file, `${file}.old`)
      appendFileSync(file, `${redact(JSON.stringify({ at: stamp(), event, ...facts }))}\n`, { mode: 0o600 })
    } catch {
      // A full disk, or a folder that may not be written to, must not take the program down before it can say so: the
      // log is the first thing to do without.
    }
  }
  return {
    write,
    crash(error) {
      const path = join(folder, `crash-${stamp().replace(/[:.]/g, '-')}.txt`)
      const text = error instanceof Error ? (error.stack ?? error.name) : 'unknown'
      try {
        mkdirSync(folder, { recursive: true })
        writeFileSync(path, redact(text), { mode: 0o600 })
      } catch {
        // As above.
      }
      write('crash', { error: error instanceof Error ? error.name : typeof error })
      return path
    },
  }
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}
