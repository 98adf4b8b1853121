import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from '@playwright/test'
import { onHost, test } from './launch'

async function serve(
  answer: (
    request: IncomingMessage,
    body: string,
  ) => { status?: number; headers?: Record<string, string>; body?: string },
): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const { status = 200, headers = {}, body: text = '' } = answer(request, body)
      response.writeHead(status, headers).end(text)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

test.describe('the network', () => {
  test('session.fetch finds names below localhost on this computer', async ({ launch }) => {
    const { app } = await launch()
    const { server, url } = await serve((request) => ({ body: request.headers.host ?? '' }))
    const named = url.replace('127.0.0.1', 'harbour.localhost')
    try {
      const fetched = await app.evaluate(
        async ({ session }, target) => (await session.fromPartition('space').fetch(target)).text(),
        named,
      )
      expect(fetched).toBe(new URL(named).host)
    } finally {
      server.close()
    }
  })

  test('session.fetch keeps headers, bodies, redirects and signals', async ({ launch }) => {
    const { app } = await launch()
    const { server, url } = await serve((request, body) => {
      if (request.url === '/away') return { status: 302, headers: { location: '/' } }
      const { method, headers } = request
      return { status: 201, body: JSON.stringify({ method, id: headers['client_id'], body }) }
    })
    try {
      const facts = await app.evaluate(async ({ session }, target) => {
        const space = session.fromPartition('space', { cache: false })
        const response = await space.fetch(target, {
          method: 'POST',
          headers: { client_id: 'me' },
          body: 'text',
        })
        const outcome = (init: RequestInit) =>
          space.fetch(`${target}/away`, init).then(
            ({ status }) => status,
            () => 'failed',
          )
        return {
          status: response.status,
          answer: (await response.json()) as unknown,
          follow: await outcome({}),
          error: await outcome({ redirect: 'error' }),
          manual: await outcome({ redirect: 'manual' }),
          aborted: await outcome({ signal: AbortSignal.abort() }),
          same: session.fromPartition('space') === space,
          other: session.fromPartition('other') === space,
        }
      }, url)
      expect(facts).toEqual({
        status: 201,
        answer: { method: 'POST', id: 'me', body: 'text' },
        follow: 201,
        error: 'failed',
        manual: 'failed',
        aborted: 'failed',
        same: true,
        other: false,
      })
    } finally {
      server.close()
    }
  })

  test('each session asks its own listeners', async ({ launch }) => {
    const { app } = await launch()
    const { server, url } = await serve((request) => ({ body: String(request.headers['x-added']) }))
    try {
      const facts = await app.evaluate(async ({ session, net }, target) => {
        const space = session.fromPartition('space')
        space.webRequest.onBeforeSendHeaders(({ requestHeaders }, callback) => {
          callback({ requestHeaders: { ...requestHeaders, 'x-added': 'yes' } })
        })
        const text = await (await space.fetch(target)).text()
        // The fixture's default session lets nothing but its own scheme through.
        const blocked = await net.fetch(target).catch((error: unknown) => (error as Error).message)
        const own = (await net.fetch('app://bundle/teapot')).status
        return { text, blocked, own }
      }, url)
      expect(facts).toEqual({ text: 'yes', blocked: 'net::ERR_BLOCKED_BY_CLIENT', own: 418 })
    } finally {
      server.close()
    }
  })

  test('can be taken away by the test', async ({ launch }) => {
    const { app } = await launch(onHost ? { env: { USHER_HOST_OFFLINE: '1' } } : {})
    if (onHost) expect(await app.evaluate(({ net }) => net.isOnline())).toBe(false)
    for (const online of [true, false]) {
      await app.evaluate(({ net }, value) => {
        net.isOnline = () => value
      }, online)
      expect(await app.evaluate(({ net }) => net.isOnline())).toBe(online)
    }
  })
})
