import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { createInterface } from 'node:readline'
import { findChromium } from './find.mjs'
import { createProfile, removeOrphanedProfiles, removeProfile } from './profile.mjs'
import { chromiumSwitches } from './switches.mjs'

/**
 * One running Chromium, spoken to in the DevTools protocol over a pipe. The pipe also ties their lives together:
 * Chromium ends when this process does, even by SIGKILL.
 *
 * Emits `<method>` for events of the browser and `<session> <method>` for those of a page.
 */
class Chromium extends EventEmitter {
  #process
  #profile = ''
  #lastId = 0
  /** @type {Map<number, { method: string, resolve: (value: unknown) => void, reject: (error: Error) => void }>} */
  #pending = new Map()
  #unread = ''

  constructor() {
    super()
    this.setMaxListeners(0)
  }

  get pid() {
    return this.#process?.pid ?? 0
  }

  get profile() {
    return this.#profile
  }

  /**
   * Chromium keeps a socket among the temporary files, which would outlive it; inside the profile it goes with it. On
   * macOS that path would be longer than a socket's may be.
   */
  get environment() {
    return process.platform === 'linux' ? { ...process.env, TMPDIR: this.#profile } : process.env
  }

  /**
   * @param {Map<string, string>} requested switches
   * @returns {Promise<{ product: string, userAgent: string }>}
   */
  async start(requested) {
    const executable = findChromium()
    void removeOrphanedProfiles()
    this.#profile = createProfile()
    this.#process = spawn(executable, chromiumSwitches(this.#profile, requested), {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      env: this.environment,
      // A process group of its own, so that all of Chromium's processes can be ended by one signal.
      detached: process.platform !== 'win32',
    })
    process.once('exit', () => this.kill())
    this.#readMessages()
    const lastWords = this.#readErrors()
    return new Promise((resolve, reject) => {
      this.#process.once('error', reject)
      this.#process.once('exit', (code, signal) => {
        reject(new Error(`${executable} ended with ${signal ?? code}:\n${lastWords.join('\n')}`))
        this.emit('exit')
      })
      this.send('Browser.getVersion').then(resolve, reject)
    })
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @param {string} [sessionId]
   * @returns {Promise<any>}
   */
  send(method, params = {}, sessionId) {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId
      this.#pending.set(id, { method, resolve, reject })
      this.#process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0')
    })
  }

  /** Ends Chromium at once. Nothing is lost: its profile lives no longer than it does. */
  kill() {
    if (!this.#process?.pid) return
    try {
      if (process.platform === 'win32') this.#process.kill('SIGKILL')
      else process.kill(-this.#process.pid, 'SIGKILL')
    } catch {
      // It had ended already.
    }
    removeProfile(this.#profile)
  }

  #readMessages() {
    // Writing to a Chromium that just died is reported by its 'exit'.
    this.#process.stdio[3].on('error', () => {})
    this.#process.stdio[4].setEncoding('utf8').on('data', (text) => {
      const messages = (this.#unread + text).split('\0')
      this.#unread = messages.pop() ?? ''
      for (const message of messages) this.#receive(JSON.parse(message))
    })
  }

  #receive({ id, method, params, sessionId, result, error }) {
    if (id === undefined) {
      this.emit(sessionId ? `${sessionId} ${method}` : method, params)
      return
    }
    const request = this.#pending.get(id)
    this.#pending.delete(id)
    if (error) request?.reject(new Error(`${request.method}: ${error.message}`))
    else request?.resolve(result)
  }

  /** Passes on the line by which test drivers find Chromium; the rest is noise unless something goes wrong. */
  #readErrors() {
    /** @type {string[]} */
    const last = []
    createInterface({ input: this.#process.stderr }).on('line', (line) => {
      last.push(line)
      if (last.length > 20) last.shift()
      if (line.startsWith('DevTools listening on ') || process.env['USHER_HOST_DEBUG']) console.error(line)
    })
    return last
  }
}

export const chromium = new Chromium()
