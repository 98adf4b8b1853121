import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { SpaceEnv } from './env'

const host = '127.0.0.1'

/** The listening side of the space; once it had a port it keeps it, so that it can go away and come back. */
export class SpaceServer {
  readonly #server: Server
  #port: number

  /** @param port 0 takes any free port */
  constructor(app: Hono<SpaceEnv>, port: number) {
    this.#port = port
    // Without `overrideGlobalObjects: false` the adapter would replace the process's own Request and Response.
    const listener = getRequestListener((request, env) => app.fetch(request, env), {
      overrideGlobalObjects: false,
    })
    this.#server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
    // Longer than clients keep idle connections, so that none is closed in the moment in which it is used again.
    this.#server.keepAliveTimeout = 120_000
  }

  get url(): string {
    return `http://${host}:${this.#port}`
  }

  /** @throws the socket's error, such as `EADDRINUSE`. */
  async listen(): Promise<void> {
    if (this.#server.listening) return
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.#port, host, () => {
        this.#server.off('error', reject)
        resolve()
      })
    })
    const address = this.#server.address()
    if (address && typeof address === 'object') this.#port = address.port
  }

  /** Stops listening and breaks every connection. */
  async close(): Promise<void> {
    if (!this.#server.listening) return
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }
}
