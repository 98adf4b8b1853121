import { parseRaw, type RawRecord } from '#shared/records/raw-record'
import { requiredUserFields } from '#shared/records/user-fields'
import type { Account, Space } from '../space'

/** A signed-in caller for tests: real HTTP, no help beyond the token. */
export interface Client {
  get(path: string): Promise<Response>
  /** The record's fields as JSON text. */
  read(id: number): Promise<RawRecord>
  /** Rows and envelope of a list. */
  list(path: string): Promise<ListAnswer>
  put(body: string | Readonly<Record<string, unknown>>): Promise<Response>
  /** Any other request, with a JSON body if given. */
  send(method: string, path: string, body?: Readonly<Record<string, unknown>>): Promise<Response>
  readonly token: string
}

export interface ListAnswer {
  readonly Records: readonly Readonly<Record<string, unknown>>[]
  readonly [name: string]: unknown
}

/** What the token endpoint answers. */
export interface TokenAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Posts a form to the token endpoint. */
export async function askToken(
  space: Space,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  const answer = await fetch(`${space.url}/api/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form),
  })
  return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> }
}

/** The form of a password sign-in. */
export function passwordForm({ email, password, totp = '' }: Account): Record<string, string> {
  return { grant_type: 'password', username: email, password, totp }
}

export async function signIn(space: Space, account: Account = space.accounts.admin): Promise<Client> {
  const { body } = await askToken(space, passwordForm(account), { client_id: 'test' })
  return clientWith(space, String(body.access_token))
}

export function clientWith(space: Space, token: string): Client {
  const headers = { Authorization: `Bearer ${token}` }
  const get = (path: string): Promise<Response> => fetch(space.url + path, { headers })
  return {
    token,
    get,
    send: (method, path, body) =>
      fetch(space.url + path, {
        method,
        headers: { ...headers, 'Content-Type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      }),
    read: async (id) => parseRaw(await (await get(`/api/sys/users/${id}`)).text()),
    list: async (path) => (await (await get(path)).json()) as ListAnswer,
    put: (body) =>
      fetch(`${space.url}/api/sys/users`, {
        method: 'PUT',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  }
}

/** The least an update may send of a record: the required fields as they are. */
export function required(space: Space, id: number): Record<string, unknown> {
  const values = space.value(id)
  return Object.fromEntries(requiredUserFields.map(({ name }) => [name, values[name]]))
}

/** Names of fields whose text differs. */
export function changedFields(before: RawRecord, after: RawRecord): string[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort()
}
