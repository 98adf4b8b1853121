// The start of a utility process: gives `process` its parentPort, then runs the app's module.
import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'
import { describeProcess } from './process.mjs'

const [node, , serviceName, modulePath, ...args] = process.argv
process.argv = [node, modulePath, ...args]
process.title = serviceName
describeProcess('utility')

class ParentPort extends EventEmitter {
  #listening = false

  constructor() {
    super()
    this.on('newListener', (event) => event === 'message' && this.start())
  }

  /** Node keeps what arrives until somebody listens, as Electron does. */
  start() {
    if (this.#listening) return
    this.#listening = true
    process.on('message', (data) => this.emit('message', { data, ports: [] }))
  }

  pause() {
    throw new Error('[electron host] parentPort.pause is not implemented')
  }

  /**
   * @param {unknown} message
   * @param {unknown[]} [transfer]
   */
  postMessage(message, transfer = []) {
    if (transfer.length > 0)
      throw new Error('[electron host] parentPort.postMessage with ports is not implemented')
    process.send(message)
  }
}

process.parentPort = new ParentPort()
// A utility process lives until it is ended, whether it listens or not.
process.channel.ref()
// It does not outlive its parent, however that ended. process.exit would wait for native code that may never return.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

await import(pathToFileURL(modulePath).href)
