import type { Field } from '#shared/records/field'
import { profileFields } from '#shared/records/profile-fields'
import { formatRaw } from '#shared/records/raw-record'
import { isKeptByUser } from '../generate/coworker'
import type { State } from '../store/state'

const flags = (profileFields as readonly Field[]).filter(isKeptByUser).map(({ name }) => name)

/** A customer record as the portal reads it (nexudus-api.md §5.2), as JSON text. @param over values laid over it */
export function coworkerText(state: State, id: number, over: Readonly<Record<string, unknown>> = {}): string {
  const record = new Map(state.coworkers.record(id))
  const userId = state.coworkers.userOf(id)
  const fromUser = (name: string): string =>
    (userId === undefined ? undefined : state.users.field(userId, name)) ?? 'null'
  record.set('Email', fromUser('Email'))
  for (const name of flags) record.set(name, fromUser(name))
  const tags = String(state.coworkers.value(id, 'ProfileTags')).split(',')
  const list = tags.map((tag) => tag.trim()).filter((tag) => tag !== '')
  record.set('ProfileTagsList', JSON.stringify(list))
  for (const [name, value] of Object.entries(over)) record.set(name, JSON.stringify(value))
  return formatRaw(record)
}

/** The login side of a profile (nexudus-api.md §5.2). */
export function portalUser(state: State, userId: number, coworkerId: number): Record<string, unknown> {
  const value = (name: string): unknown => state.users.value(userId, name)
  return {
    Id: userId,
    IdString: String(userId),
    FullName: value('FullName'),
    Email: value('Email'),
    CoworkerId: coworkerId,
    IsAuthenticated: true,
    ...Object.fromEntries([...flags, 'ReceiveEveryMessage'].map((name) => [name, value(name)])),
    UpdatedOn: value('UpdatedOn'),
    CreatedOn: value('CreatedOn'),
    UniqueId: value('UniqueId'),
    IsNull: false,
  }
}
