import '../e2e/runtime'
import { createRequire } from 'node:module'
import { cpus, loadavg } from 'node:os'
import { resolve } from 'node:path'
import { note } from './metric'

/** The repository. */
export const root = resolve(import.meta.dirname, '..')

/** The program that runs an app folder: Electron's, or the one that stands in for it. */
export function electronPath(): string {
  const load = createRequire(import.meta.url)
  return load('electron') as string
}

/** What stands behind the figures of this run, and whether the machine had time for it. */
export function sayRuntime(): void {
  const name = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ? 'e2e/host, in place of Electron' : 'Electron'
  const load = loadavg()[0] ?? 0
  note(`Runtime: ${name}. Node ${process.versions.node}, ${cpus().length} cores, load ${load.toFixed(2)}`)
  if (load > cpus().length / 2) note('The machine is busy: take these figures for a trial, not for a result')
}
