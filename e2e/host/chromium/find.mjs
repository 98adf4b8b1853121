import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser', 'microsoft-edge']

const PLACES = {
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  linux: ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/snap/bin/chromium'],
  win32: [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
    .filter((root) => root !== undefined)
    .flatMap((root) => [
      join(root, 'Google/Chrome/Application/chrome.exe'),
      join(root, 'Chromium/Application/chrome.exe'),
      join(root, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
}

/**
 * The Chromium to run.
 * @returns {string}
 * @throws {Error} saying where it was looked for
 */
export function findChromium() {
  const chosen = process.env['USHER_HOST_CHROMIUM']
  if (chosen) {
    if (isExecutable(chosen)) return chosen
    throw new Error(`USHER_HOST_CHROMIUM names ${chosen}, which is not an executable file`)
  }
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const onPath = NAMES.flatMap((name) =>
    (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name + suffix)),
  )
  const found = [...onPath, ...(PLACES[process.platform] ?? [])].find(isExecutable)
  if (found) return found
  throw new Error(
    `no Chromium was found. Install one (on Debian: apt install chromium) or set USHER_HOST_CHROMIUM to its path. ` +
      `Looked for ${NAMES.join(', ')} on PATH and for ${(PLACES[process.platform] ?? []).join(', ')}`,
  )
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
