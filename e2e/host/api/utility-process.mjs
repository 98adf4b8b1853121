import { fork } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { app } from './app.mjs'
import { complete, emitterNamed, notImplemented } from './missing.mjs'

const CHILD = fileURLToPath(new URL('../start/utility-child.mjs', import.meta.url))

class UtilityProcess extends emitterNamed('UtilityProcess') {
  /** @type {number | undefined} while it runs */
  pid
  #child

  /**
   * @param {string} modulePath
   * @param {string[]} args
   * @param {import('electron').ForkOptions} options
   */
  constructor(
    modulePath,
    args,
    { env = process.env, stdio = 'inherit', serviceName = 'Node Utility Process', cwd, execArgv = [] },
  ) {
    super()
    this.#child = fork(CHILD, [serviceName, modulePath, ...args], {
      cwd,
      env,
      execArgv,
      serialization: 'advanced',
      stdio: streams(stdio),
    })
    this.stdout = this.#child.stdout
    this.stderr = this.#child.stderr
    const kill = () => this.#child.kill('SIGKILL')
    process.once('exit', kill)
    this.#child.once('spawn', () => {
      this.pid = this.#child.pid
      this.emit('spawn')
    })
    this.#child.on('message', (message) => this.emit('message', message))
    this.#child.once('exit', (code, signal) => {
      process.off('exit', kill)
      this.pid = undefined
      this.#ended(code ?? constants.signals[signal] ?? 1, serviceName)
    })
  }

  #ended(exitCode, serviceName) {
    this.emit('exit', exitCode)
    if (exitCode === 0) return
    const details = { type: 'Utility', reason: 'abnormal-exit', exitCode, serviceName, name: serviceName }
    app.emit('child-process-gone', {}, details)
  }

  /**
   * @param {unknown} message
   * @param {unknown[]} [transfer]
   */
  postMessage(message, transfer = []) {
    if (transfer.length > 0) throw notImplemented('UtilityProcess.postMessage with ports')
    if (!this.#child.connected) return
    try {
      this.#child.send(message)
    } catch {
      throw new Error('An object could not be cloned.')
    }
  }

  kill() {
    return this.#child.kill('SIGTERM')
  }
}

/** @param {import('electron').ForkOptions['stdio']} stdio */
function streams(stdio) {
  const [, output, errors] = Array.isArray(stdio) ? stdio : [stdio, stdio, stdio]
  return ['ignore', output, errors, 'ipc']
}

export const utilityProcess = complete('utilityProcess', {
  /**
   * @param {string} modulePath
   * @param {string[] | import('electron').ForkOptions} [args]
   * @param {import('electron').ForkOptions} [options]
   */
  fork(modulePath, args = [], options = {}) {
    if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready')
    return Array.isArray(args)
      ? new UtilityProcess(modulePath, args, options)
      : new UtilityProcess(modulePath, [], args)
  },
})
