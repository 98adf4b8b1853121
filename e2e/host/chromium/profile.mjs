import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'electron-host-'

/**
 * A profile folder for one run of Chromium, named after this process so that a later run can tell whether it is
 * still in use.
 */
export function createProfile() {
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
}

/** @param {string} profile */
export function removeProfile(profile) {
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
  } catch {
    // A dying Chromium may still write; the next run removes what is left.
  }
}

/** Removes the profiles of runs that were killed before they could remove their own. */
export async function removeOrphanedProfiles() {
  const orphans = readdirSync(tmpdir()).filter((name) => {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    return owner !== undefined && !isRunning(Number(owner))
  })
  await Promise.allSettled(orphans.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true })))
}

/** @param {number} pid */
export function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error.code === 'EPERM'
  }
}
