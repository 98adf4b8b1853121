import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning } from '../chromium/profile.mjs'

/**
 * The lock of one app per user data folder: a file that names the process holding it. A file whose process is gone,
 * because it was killed, does not count.
 */
export class SingleInstanceLock {
  #file = ''

  get held() {
    return this.#file !== ''
  }

  /** @param {string} folder */
  request(folder) {
    if (this.held) return true
    mkdirSync(folder, { recursive: true })
    const file = join(folder, 'host-instance.lock')
    const mine = `${file}.${process.pid}`
    writeFileSync(mine, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }))
    try {
      // A link appears with its content or not at all, so no other process can read a half-written lock.
      if (!tryLink(mine, file) && !(removeIfAbandoned(file) && tryLink(mine, file))) return false
      this.#file = file
      process.once('exit', () => this.release())
      return true
    } finally {
      rmSync(mine, { force: true })
    }
  }

  release() {
    if (this.held) rmSync(this.#file, { force: true })
    this.#file = ''
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
function tryLink(from, to) {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/**
 * @param {string} file
 * @returns {boolean} whether the place is free now
 */
function removeIfAbandoned(file) {
  const owner = readOwner(file)
  if (owner && isRunning(owner.pid) && startOf(owner.pid) === owner.started) return false
  const aside = `${file}.${process.pid}.old`
  try {
    renameSync(file, aside)
  } catch {
    return true
  }
  // Between reading and moving, another process may have put its own lock there: that one is given back.
  const theirs = readOwner(aside)?.pid !== owner?.pid
  if (theirs) tryLink(aside, file)
  rmSync(aside, { force: true })
  return !theirs
}

/** @param {string} file */
function readOwner(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * When a process started, to tell it from a later one that was given the same number. Known on Linux only.
 * @param {number} pid
 * @returns {string | undefined}
 */
function startOf(pid) {
  try {
    // The process's name, in parentheses, may contain spaces; the start time is the 20th field after it.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[19]
  } catch {
    return undefined
  }
}
