import { createHash } from 'node:crypto'
import type { Field } from '#shared/records/field'
import type { RawRecord } from '#shared/records/raw-record'
import { userField, userFields } from '#shared/records/user-fields'
import { laterFields } from '../generate/later-fields'
import type { Omitted } from '../options'
import { hashPassword, makeSalt } from '../store/password'
import { asIds, type Changes } from '../store/users'
import { isGiven } from './rules'

const companions = (userFields as readonly Field[]).filter((field) => field.use === 'companion')

/**
 * What an update writes, as JSON text by field, once it was found right (nexudus-api.md §2.7). Values sent are stored in
 * their own characters, the sealed and the unknown ones too: a client that spoils them is found out. Read-only ones are
 * ignored.
 * @param current the whole record before
 * @param sent the body
 */
export function applyUpdate(current: RawRecord, sent: RawRecord, omitted: Omitted): Changes {
  const changes = new Map<string, string>()
  for (const field of userFields as readonly Field[]) {
    if (field.put === 'never' || field.name === 'Id') continue
    if (field.type === 'set') writeList(field, current, sent, omitted, changes)
    else if (field.use === 'edit' || field.use === 'read' || field.use === 'sealed')
      writeValue(field.name, sent, omitted, field.type === 'boolean' ? 'false' : 'null', changes)
  }
  for (const name of new Set([...current.keys(), ...sent.keys()]))
    if (!userField(name)) writeValue(name, sent, omitted, 'null', changes)
  writeAvatar(current, sent, changes)
  writePassword(sent, changes)
  return changes
}

/** A record with nothing in it but what a new one is sent (nexudus-api.md §2.9); what was left out is empty. */
export function newRecord(sent: RawRecord): RawRecord {
  const empty = new Map(
    (userFields as readonly Field[]).map((field): [string, string] => [field.name, emptyText(field)]),
  )
  for (const name of Object.keys(laterFields)) empty.set(name, 'null')
  const record = new Map([...empty, ...applyUpdate(empty, sent, 'cleared')])
  const [home] = asIds(JSON.parse(record.get('Businesses') ?? 'null'))
  return home === undefined ? record : record.set('DefaultBusinessId', String(home))
}

function emptyText({ type, use }: Field): string {
  if (type === 'set') return use === 'companion' ? 'null' : '[]'
  return type === 'boolean' ? 'false' : type === 'integer' || type === 'choice' ? '0' : 'null'
}

function writeValue(
  name: string,
  sent: RawRecord,
  omitted: Omitted,
  empty: string,
  changes: Map<string, string>,
): void {
  const text = sent.get(name)
  // A flag is on or off: null, which it cannot be, is off.
  if (text !== undefined) changes.set(name, text === 'null' ? empty : text)
  else if (omitted === 'cleared') changes.set(name, empty)
}

/** A plain list replaces; without one (null is none) the companions adjust, and without those the option decides. */
function writeList(
  field: Field,
  current: RawRecord,
  sent: RawRecord,
  omitted: Omitted,
  changes: Map<string, string>,
): void {
  if (field.use === 'companion') return
  const plain = sent.get(field.name) ?? 'null'
  const ids = (text: string | undefined): number[] => asIds(JSON.parse(text ?? 'null'))
  if (plain !== 'null') {
    const unique = [...new Set(ids(plain))]
    changes.set(field.name, unique.length === ids(plain).length ? plain : JSON.stringify(unique))
    return
  }
  const given = (sign: 'Added' | 'Removed'): number[] => {
    const companion = companions.find(({ name, of }) => of === field.name && name.startsWith(sign))
    return ids(companion && sent.get(companion.name))
  }
  const added = given('Added')
  const removed = given('Removed')
  if (added.length > 0 || removed.length > 0) {
    const before = ids(current.get(field.name)).filter((id) => !removed.includes(id))
    changes.set(field.name, JSON.stringify([...new Set([...before, ...added])]))
  } else if (omitted === 'cleared') changes.set(field.name, '[]')
}

/** A new picture gets a new file name; nothing is downloaded here. Asked for both, the new picture stays. */
function writeAvatar(current: RawRecord, sent: RawRecord, changes: Map<string, string>): void {
  const url: unknown = JSON.parse(sent.get('NewAvatarUrl') ?? 'null')
  if (isGiven(url)) {
    const before = current.get('AvatarFileName') ?? 'null'
    const digest = createHash('sha256').update(`${url} ${before}`).digest('hex')
    changes.set('AvatarFileName', JSON.stringify(`avatar-${digest.slice(0, 12)}.png`))
  } else if (sent.get('ClearAvatarFile') === 'true') changes.set('AvatarFileName', 'null')
}

/** A new password replaces salt and hash, whatever was sent for them. */
function writePassword(sent: RawRecord, changes: Map<string, string>): void {
  const password: unknown = JSON.parse(sent.get('NewPassword') ?? 'null')
  if (!isGiven(password)) return
  const salt = makeSalt()
  changes.set('PasswordSalt', JSON.stringify(salt))
  changes.set('Password', JSON.stringify(hashPassword(salt, password)))
}
