import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PictureOf } from '#shared/ipc/pictures'

/**
 * The pictures of one account's people on disk, so that they are there without a network. A file's name holds whose
 * picture it is, a digest of the server's name for it, and a digest of its bytes: nothing else has to be kept true beside
 * the files. All of it can be had again, so whatever fails, fails in silence.
 */
export interface PictureFiles {
  /** Shows an account's, null for nobody's, and removes those of everybody else. */
  open(account: number | null): void
  /** Resolves when it is known what there is: nothing is asked or written before. */
  ready(): Promise<void>
  has(picture: PictureOf): boolean
  /** Null where it is not there, or not as it was written. */
  read(picture: PictureOf): Promise<Uint8Array<ArrayBuffer> | null>
  /**
   * Keeps a picture in the shown account's folder; the one that nobody looked at for the longest time makes room. It can
   * be read from now on, also where the disk does not take it.
   */
  write(picture: PictureOf, bytes: Uint8Array<ArrayBuffer>): void
  /** Resolves when everything asked for so far is done. */
  settled(): Promise<void>
}

export interface Bounds {
  /** Of all files together. */
  readonly bytes: number
  readonly files: number
}

/** A screen shows some thirty, of some 20 kB each: this is a day of looking around. */
export const usualBounds: Bounds = { bytes: 32_000_000, files: 2_000 }

/** That a file was looked at is noted once in so many ms: it would be a write for each row otherwise. */
const noteEvery = 86_400_000

interface Kept {
  /** Of the file. */
  readonly name: string
  readonly size: number
  /** When it was last noted to be looked at. */
  noted: number
  /** Where the disk did not take it, or has not yet. */
  bytes: Uint8Array<ArrayBuffer> | null
}

/** @param folder holds a folder for each account, of which there is one at the most */
export function openPictureFiles(folder: string, now: () => number, bounds = usualBounds): PictureFiles {
  let shown: Shelf | null = null
  let last: Promise<unknown> = Promise.resolve()
  let opened: Promise<unknown> = last

  /** One change of the disk at a time, so that nothing is written where it was just removed. */
  const inTurn = (job: () => Promise<unknown>): void => {
    last = last.then(job).catch(() => undefined)
  }
  const makeRoom = (shelf: Shelf): void => {
    const { kept } = shelf
    for (const [key, { name, size }] of kept) {
      if (kept.size <= 1 || (shelf.size <= bounds.bytes && kept.size <= bounds.files)) return
      kept.delete(key)
      shelf.size -= size
      inTurn(() => rm(join(shelf.folder, name), { force: true }))
    }
  }
  const drop = (shelf: Shelf, key: string): void => {
    const entry = shelf.kept.get(key)
    if (!entry) return
    shelf.kept.delete(key)
    shelf.size -= entry.size
    inTurn(() => rm(join(shelf.folder, entry.name), { force: true }))
  }
  return {
    open(account) {
      const mine: Shelf | null = account === null ? null : emptyShelf(join(folder, String(account)))
      shown = mine
      inTurn(async () => {
        const others = (await readdir(folder)).filter((name) => mine === null || name !== String(account))
        await Promise.all(others.map((name) => rm(join(folder, name), { recursive: true, force: true })))
      })
      if (!mine) return
      inTurn(async () => {
        for (const entry of await look(mine.folder)) {
          const key = keyIn(entry.name)
          if (key === null || mine.kept.has(key)) {
            await rm(join(mine.folder, entry.name), { recursive: true, force: true })
            continue
          }
          mine.kept.set(key, entry)
          mine.size += entry.size
        }
        makeRoom(mine)
      })
      opened = last
    },
    ready: () => opened.then(() => undefined),
    has: (picture) => shown?.kept.has(keyOf(picture)) ?? false,
    async read(picture) {
      const [shelf, key] = [shown, keyOf(picture)]
      const entry = shelf?.kept.get(key)
      if (!shelf || !entry) return null
      // The last one looked at is the last to go.
      shelf.kept.delete(key)
      shelf.kept.set(key, entry)
      if (entry.bytes) return entry.bytes
      const file = join(shelf.folder, entry.name)
      const bytes = await readFile(file).catch(() => null)
      if (!bytes || nameOf(key, bytes) !== entry.name) {
        drop(shelf, key)
        return null
      }
      const time = now()
      if (Math.abs(time - entry.noted) > noteEvery) {
        entry.noted = time
        inTurn(() => utimes(file, time / 1_000, time / 1_000))
      }
      return new Uint8Array(bytes)
    },
    write(picture, bytes) {
      const [shelf, key] = [shown, keyOf(picture)]
      if (!shelf || bytes.length > bounds.bytes) return
      drop(shelf, key)
      const entry: Kept = { name: nameOf(key, bytes), size: bytes.length, noted: now(), bytes }
      shelf.kept.set(key, entry)
      shelf.size += entry.size
      makeRoom(shelf)
      inTurn(async () => {
        // Left meanwhile, or gone again.
        if (shown !== shelf || shelf.kept.get(key) !== entry) return
        await mkdir(shelf.folder, { recursive: true, mode: 0o700 })
        const unfinished = join(shelf.folder, `${entry.name}.unfinished`)
        await writeFile(unfinished, bytes, { mode: 0o600 })
        await rename(unfinished, join(shelf.folder, entry.name))
        entry.bytes = null
      })
    },
    settled: () => last.then(() => undefined),
  }
}

/** One account's, the one that was not looked at for the longest time first. */
interface Shelf {
  readonly folder: string
  readonly kept: Map<string, Kept>
  size: number
}

const emptyShelf = (folder: string): Shelf => ({ folder, kept: new Map(), size: 0 })

/** What is in a folder, oldest first. */
async function look(folder: string): Promise<Kept[]> {
  const names = await readdir(folder)
  const found = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name))
      return { name, size, noted: mtimeMs, bytes: null }
    }),
  )
  return found.sort((a, b) => a.noted - b.noted)
}

const digest = (of: string | Uint8Array): string => createHash('sha256').update(of).digest('hex').slice(0, 32)

const keyOf = ({ id, file }: PictureOf): string => `${id}-${digest(file)}`
const nameOf = (key: string, bytes: Uint8Array): string => `${key}-${digest(bytes)}`

/** The key in a file's name; null for a file that is none of ours, or was never finished. */
function keyIn(name: string): string | null {
  return /^(\d+-[0-9a-f]{32})-[0-9a-f]{32}$/.exec(name)?.[1] ?? null
}
