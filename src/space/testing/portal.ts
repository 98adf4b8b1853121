import { request } from 'node:http'
import type { Account, Space } from '../space'
import { passwordForm } from './client'

/** A request as a portal gets it. */
export interface PortalRequest {
  readonly method?: string
  readonly path: string
  /** The location's own name before `.localhost`; the bare address unless given. */
  readonly slug?: string
  readonly token?: string
  readonly accept?: string
  readonly body?: string | Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

export interface PortalAnswer {
  readonly status: number
  readonly type: string | undefined
  readonly text: string
  /** The text as JSON. */
  readonly body: unknown
}

/** Asks over a raw connection: `fetch` cannot say which host it means. */
export function askPortal(space: Space, asked: PortalRequest): Promise<PortalAnswer> {
  const { hostname, port } = new URL(space.url)
  const headers = {
    Accept: asked.accept ?? 'application/json',
    ...(asked.slug === undefined ? {} : { Host: `${asked.slug}.localhost:${port}` }),
    ...(asked.token === undefined ? {} : { Authorization: `Bearer ${asked.token}` }),
    ...(typeof asked.body === 'object' ? { 'Content-Type': 'application/json' } : {}),
    ...asked.headers,
  }
  const sent = typeof asked.body === 'object' ? JSON.stringify(asked.body) : asked.body
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { hostname, port, path: asked.path, method: asked.method ?? 'GET', headers },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => (text += part))
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers['content-type'],
            text,
            get body() {
              return JSON.parse(text) as unknown
            },
          }),
        )
      },
    )
    outgoing.on('error', reject).end(sent)
  })
}

/** A customer's caller, signed in under a client id of its own. */
export interface Customer {
  readonly token: string
  readonly refreshToken: string
  ask(asked: Omit<PortalRequest, 'token'>): Promise<PortalAnswer>
  /** Sends an update of the profile. */
  patch(body: string | Readonly<Record<string, unknown>>, slug?: string): Promise<PortalAnswer>
  /** The profile for editing, as values. */
  read(slug?: string): Promise<Readonly<Record<string, unknown>>>
}

export async function enter(
  space: Space,
  account: Account = space.accounts.admin,
  { slug, client = `portal.${account.email}` }: { readonly slug?: string; readonly client?: string } = {},
): Promise<Customer> {
  const answer = await askPortal(space, {
    method: 'POST',
    path: '/api/token',
    ...(slug === undefined ? {} : { slug }),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', client_id: client },
    body: new URLSearchParams(passwordForm(account)).toString(),
  })
  const pair = answer.body as Readonly<Record<string, unknown>>
  const token = String(pair.access_token)
  const ask = (asked: Omit<PortalRequest, 'token'>): Promise<PortalAnswer> =>
    askPortal(space, { slug, ...asked, token })
  return {
    token,
    refreshToken: String(pair.refresh_token),
    ask,
    patch: (body, host = slug) =>
      ask({ method: 'PATCH', path: '/api/public/coworker/profile', body, slug: host }),
    read: async (host = slug) =>
      (await ask({ path: '/en/profile?_resource=Coworker', slug: host })).body as Readonly<
        Record<string, unknown>
      >,
  }
}
