import { EventEmitter, once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

/** Stands in for the port to the app; what the helper tells is emitted as `told`. */
class Port extends EventEmitter {
  postMessage(message: unknown): void {
    this.emit('told', message)
  }
}

const argument = process.argv[2]
let port: Port
beforeEach(() => {
  port = new Port()
  vi.resetModules()
  vi.stubGlobal('process', Object.assign(Object.create(process) as NodeJS.Process, { parentPort: port }))
})
afterEach(() => {
  vi.unstubAllGlobals()
  process.argv[2] = argument ?? ''
})

async function start(options: string): Promise<Readonly<Record<string, string>>> {
  process.argv[2] = options
  const told = once(port, 'told')
  await import('./helper')
  const [message] = (await told) as [Readonly<Record<string, string>>]
  return message
}

describe('the helper process', () => {
  it('tells when it is ready, and ends when told to', async () => {
    const ended = new Promise((resolve) => {
      process.exit = ((code: number) => resolve(code)) as typeof process.exit
    })
    const ready = await start('{"users":40}')
    expect(ready).toMatchObject({ type: 'ready', email: 'ada@northlight.example' })
    const card = `${ready.url}/api/public/businesses/current`
    expect((await fetch(card)).status).toBe(200)
    port.emit('message', { data: 'something else' })
    port.emit('message', { data: { type: 'stop' } })
    expect(await ended).toBe(0)
    await expect(fetch(card)).rejects.toThrow()
  })

  it.each(['{"users":1}', '{"unknown":1}', '{'])('tells when %s cannot be', async (options) => {
    expect(await start(options)).toMatchObject({ type: 'failed', message: expect.any(String) as string })
  })
})
