import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** Folders of the app and of the person, named as in Electron. */
export class AppPaths {
  /** @type {Map<string, string>} set by the app */
  #chosen = new Map()
  #appName
  #userDataSwitch

  /**
   * @param {() => string} appName
   * @param {() => string} userDataSwitch the value of --user-data-dir, or ''
   */
  constructor(appName, userDataSwitch) {
    this.#appName = appName
    this.#userDataSwitch = userDataSwitch
  }

  /** @param {string} name */
  get(name) {
    const path = this.#chosen.get(name) ?? this.#usual(name)
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    if (name === 'userData') mkdirSync(path, { recursive: true })
    return path
  }

  /**
   * @param {string} name
   * @param {string} path
   */
  set(name, path) {
    if (!isAbsolute(path)) throw new Error('Path must be absolute')
    if (this.#usual(name) === undefined) throw new Error(`Failed to set path`)
    this.#chosen.set(name, path)
  }

  /** @param {string} name */
  #usual(name) {
    const home = homedir()
    const capitalised = name.charAt(0).toUpperCase() + name.slice(1)
    switch (name) {
      case 'home':
        return home
      case 'temp':
        return tmpdir()
      case 'exe':
        return process.argv[0]
      case 'appData':
        return appData(home)
      case 'userData':
        return this.#userDataSwitch() || join(this.get('appData'), this.#appName())
      case 'sessionData':
        return this.get('userData')
      case 'logs':
        if (process.platform === 'darwin') return join(home, 'Library/Logs', this.#appName())
        return join(this.get('userData'), 'logs')
      case 'crashDumps':
        return join(this.get('userData'), 'Crashpad')
      case 'desktop':
      case 'documents':
      case 'downloads':
      case 'music':
      case 'pictures':
      case 'videos':
        return join(home, capitalised)
      default:
        return undefined
    }
  }
}

/** @param {string} home */
function appData(home) {
  if (process.platform === 'darwin') return join(home, 'Library/Application Support')
  if (process.platform === 'win32') return process.env['APPDATA'] ?? join(home, 'AppData/Roaming')
  return process.env['XDG_CONFIG_HOME'] ?? join(home, '.config')
}
