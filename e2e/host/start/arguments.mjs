import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/**
 * @typedef {object} Start
 * @property {string} entry the app's main module
 * @property {string} root the folder of the app
 * @property {{ name?: string, productName?: string, version?: string, main?: string }} manifest its package.json
 * @property {string[]} preloads modules named by -r
 * @property {Map<string, string>} switches
 */

/**
 * Reads what follows `electron` on the command line.
 * @param {string[]} given
 * @returns {Start}
 */
export function readArguments(given) {
  /** @type {string[]} */
  const preloads = []
  /** @type {Map<string, string>} */
  const switches = new Map()
  let target = ''
  for (let index = 0; index < given.length; index++) {
    const argument = given[index]
    if (argument === '-r' || argument === '--require') preloads.push(given[++index])
    else if (argument.startsWith('--')) addSwitch(switches, argument)
    else if (!argument.startsWith('-')) target ||= argument
  }
  return { ...findApp(resolve(target || '.')), preloads, switches }
}

/**
 * @param {Map<string, string>} switches
 * @param {string} argument
 */
function addSwitch(switches, argument) {
  const [, name, value = ''] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? []
  if (name) switches.set(name, value)
}

/** @param {string} path a folder with a package.json, or a module */
function findApp(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) fail(`Unable to find Electron app at ${path}`)
  if (!found.isDirectory()) return { entry: path, root: dirname(path), manifest: {} }
  let manifest
  try {
    manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  } catch (error) {
    fail(`Unable to read package.json in ${path}: ${error.message}`)
  }
  return { entry: join(path, manifest.main ?? 'index.js'), root: path, manifest }
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(`[electron host] ${message}`)
  process.exit(1)
}
