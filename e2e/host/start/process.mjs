import { createRequire } from 'node:module'

/** The version of the electron package installed beside this folder. */
export function electronVersion() {
  try {
    return createRequire(import.meta.url)('electron/package.json').version
  } catch {
    return '0.0.0'
  }
}

/**
 * Gives `process` what Electron adds to Node's.
 * @param {'browser' | 'utility'} type
 */
export function describeProcess(type) {
  setVersion('electron', electronVersion())
  Object.defineProperty(process, 'type', { value: type, enumerable: true })
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
}

/**
 * @param {string} name
 * @param {string} version
 */
export function setVersion(name, version) {
  Object.defineProperty(process.versions, name, { value: version, enumerable: true, configurable: true })
}
