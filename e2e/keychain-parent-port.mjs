/** Runs the keychain helper's bundle in a plain Node process: gives it the parent port that Electron would. */
import { EventEmitter } from 'node:events'

const port = Object.assign(new EventEmitter(), { postMessage: (message) => process.send(message) })
process.on('disconnect', () => process.exit())
process.parentPort = port

// What is sent before the bundle listens waits in the channel, as it does in Electron's port.
port.once('newListener', () => process.on('message', (data) => port.emit('message', { data })))
await import('../out/main/keychain.js')
