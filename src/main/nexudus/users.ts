import { Page } from '#shared/api/envelopes'
import { UsherError } from '#shared/ipc/errors'
import type { FieldValue } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import { parseRaw, type RawRecord } from '#shared/records/raw-record'
import { rowUserFields, userFields, visibleUserFields, type VisibleUser } from '#shared/records/user-fields'
import { readValue } from '#shared/records/values'
import { confirm, parse, type RawAnswer } from './answers'
import type { Priority } from './budget'
import type { Api, PictureRequest } from './http'
import { SealedRecord } from './sealed-record'

/** A user as read just now: what may travel, and what only a write may use. */
export interface FreshUser {
  readonly visible: VisibleUser
  readonly sealed: SealedRecord
  /** Read as this account, and to be written as no other. */
  readonly account: number
  /** Fields without which an update would destroy something; not empty means: do not write. */
  readonly missing: readonly string[]
}

export interface UserRow {
  readonly id: number
  /** The grid's columns and the switches, as the list gives them: to be shown, never to be sent (nexudus-api.md §2.5). */
  readonly values: Values
}

export interface UserPage {
  readonly rows: readonly UserRow[]
  readonly hasNext: boolean
  /** Users on the server, where it says. */
  readonly total: number | null
}

/** `/api/sys/users` (nexudus-api.md §2). Every method throws UsherError. */
export interface Users {
  /** A page of the list, ordered by id so that rows that shift between pages are at worst seen twice. */
  page(number: number, size: number): Promise<UserPage>
  /** Those who changed since, the last changed first. @param since minutes of the server's own clock, as it writes them */
  changed(since: string, number: number, size: number): Promise<UserPage>
  /** When anybody was last changed, in the server's own words; null when it does not say. */
  newest(): Promise<string | null>
  /** @param account whose reading it is; who is signed in now unless given. Nobody else's tokens are used for it. */
  read(id: number, priority: Priority, account?: number): Promise<FreshUser>
  /** Sends the whole record with some values replaced. Resolves when the server says it took it. */
  write(
    fresh: FreshUser,
    values: Readonly<Record<string, FieldValue>>,
    priority?: Exclude<Priority, 'background' | 'picture'>,
  ): Promise<void>
  /** The bytes the server has for a person's picture (nexudus-api.md §4), to be judged by whoever asked. */
  avatar(id: number, how: Omit<PictureRequest, 'path'>): ReturnType<Api['picture']>
}

const path = '/api/sys/users'

export function createUsers(api: Api): Users {
  const list = async (query: string): Promise<UserPage> => {
    const page = parse(Page, await api.request({ path: `${path}?${query}`, priority: 'background' }))
    return {
      rows: page.Records.map((record) => ({ id: record.Id, values: readColumns(record) })),
      hasNext: page.HasNextPage,
      total: page.TotalItems ?? null,
    }
  }
  return {
    page: (number, size) => list(`page=${number}&size=${size}&orderBy=Id&dir=0`),
    changed: (since, number, size) =>
      list(`page=${number}&size=${size}&orderBy=UpdatedOn&dir=1&from_User_UpdatedOn=${since}`),
    async newest() {
      const { rows } = await list('page=1&size=1&orderBy=UpdatedOn&dir=1')
      const stamp = rows[0]?.values['UpdatedOn']
      return typeof stamp === 'string' ? stamp : null
    },
    async read(id, priority, account = api.account()) {
      return split(await api.request({ path: `${path}/${id}`, priority, account }), id, account)
    },
    async write({ sealed, account }, values, priority = 'sync') {
      const body = sealed.toUpdate(values)
      confirm(await api.request({ method: 'PUT', path, body, priority, account }))
    },
    avatar: (id, how) => api.picture({ ...how, path: `${path}/getavatar/${id}` }),
  }
}

function readColumns(record: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(rowUserFields.map((field) => [field.name, readValue(field, record[field.name])]))
}

/** Splits a record as it arrives; nothing but the two halves leaves this function. */
function split(answer: RawAnswer, id: number, account: number): FreshUser {
  const raw = readRaw(answer)
  const parsed = JSON.parse(answer.text) as Readonly<Record<string, unknown>>
  const values = visibleUserFields.map((field) => [field.name, readValue(field, parsed[field.name])] as const)
  const visible = Object.fromEntries(values) as unknown as VisibleUser
  if (visible.Id !== id) throw new UsherError('unexpected-answer', { host: answer.host, cause: 'Id' })
  return { visible, sealed: new SealedRecord(raw), missing: missingFields(raw), account }
}

function readRaw(answer: RawAnswer): RawRecord {
  try {
    return parseRaw(answer.text)
  } catch {
    throw new UsherError('not-json', { status: answer.status, host: answer.host })
  }
}

/**
 * Required fields without a value (an update would have to invent one), and editable lists that are not there (an
 * update would replace what they hold).
 */
function missingFields(raw: RawRecord): string[] {
  return userFields
    .filter((field) => {
      const text = raw.get(field.name)
      const absent = text === undefined || text === 'null'
      return absent && (field.put === 'required' || (field.type === 'set' && field.use === 'edit'))
    })
    .map((field) => field.name)
}
