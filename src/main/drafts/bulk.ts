import type { BulkDraft, BulkDrafted, BulkEdit, BulkField, BulkLook, BulkRead } from '#shared/ipc/bulk'
import { UsherError } from '#shared/ipc/errors'
import type { FieldValue } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import { bulkUserFields, userField } from '#shared/records/user-fields'
import { asSet } from '#shared/records/values'
import type { Directory } from '../directory/directory'
import type { Desk } from './desk'
import type { PersonEdit } from './outbox'

/** The same change for many people: what they have now, and drafts for all of them. Nothing here is sent. */
export interface Bulk {
  look(ids: Iterable<number>): Promise<BulkLook>
  read(ids: Iterable<number>): Promise<BulkRead>
  /** No base, no merge: whose record was never read in full is left out. @throws UsherError when nothing could be kept */
  draft(wanted: BulkDraft): Promise<BulkDrafted>
}

interface Parts {
  readonly directory: Pick<Directory, 'records' | 'readSome' | 'rows'>
  /** @throws UsherError `not-signed-in` */
  readonly desk: () => Desk
}

/** Records at a time: more would keep main from its window while they are parsed. */
const piece = 250

type Counts = Map<FieldValue, number>

export function createBulk({ directory, desk }: Parts): Bulk {
  /** The kept records of some people, piece by piece. */
  async function* kept(account: number, ids: readonly number[]) {
    for (let from = 0; from < ids.length; from += piece) {
      const some = ids.slice(from, from + piece)
      const records = await directory.records(account, some)
      for (const id of some) yield { id, record: records.get(id)?.record as Values | undefined }
    }
  }
  return {
    async look(given) {
      const { account, outbox } = desk()
      const counts = new Map<string, Counts>(bulkUserFields.map(({ name }) => [name, new Map()]))
      const unread: number[] = []
      let ready = 0
      for await (const { id, record } of kept(account, [...given])) {
        if (record) {
          ready++
          count(counts, (name) => outbox.drafts.get(id)?.patch[name]?.mine ?? record[name] ?? null)
        } else unread.push(id)
      }
      const rows = await directory.rows(unread, ['FullName', 'Email'])
      const names = new Map(
        rows.map(({ id, values }) => [id, String(values['FullName'] || values['Email'] || '')]),
      )
      return {
        ready,
        unread: unread.map((id) => ({ id, name: names.get(id) ?? '' })),
        fields: [...counts].map(([field, values]) => described(field, values)),
      }
    },
    read: (ids) => directory.readSome(desk().account, [...ids]),
    async draft({ ids, edits }) {
      const { account, outbox } = desk()
      const people: PersonEdit[] = []
      for await (const { id, record } of kept(account, [...ids]))
        if (record)
          people.push({
            id,
            title: String(record['FullName'] ?? ''),
            email: String(record['Email'] ?? ''),
            changes: edits.map((edit) => ({
              field: edit.field,
              base: record[edit.field] ?? null,
              want: wanted(edit),
            })),
          })
      // Whoever else is there by now has drafts of their own.
      if (desk().outbox !== outbox) throw new UsherError('not-signed-in')
      const { length: drafted } = await outbox.editMany(people)
      return { drafted, same: people.length - drafted, unread: ids.length - people.length }
    },
  }
}

const isSet = (name: string): boolean => userField(name)?.type === 'set'

/** A list's ids are counted one by one: many have a role, and hardly two the same roles. */
function count(counts: ReadonlyMap<string, Counts>, valueOf: (name: string) => FieldValue): void {
  for (const [name, values] of counts) {
    const value = valueOf(name)
    // An absent flag is off.
    const each = isSet(name) ? asSet(value) : [userField(name)?.type === 'boolean' ? value === true : value]
    for (const one of each) values.set(one, (values.get(one) ?? 0) + 1)
  }
}

function described(field: string, values: Counts): BulkField {
  const all = [...values].map(([value, count]) => ({
    value: value as BulkField['values'][number]['value'],
    count,
  }))
  return { field, values: all.sort((a, b) => b.count - a.count) }
}

/** @returns what becomes of a value */
function wanted(edit: BulkEdit): (now: FieldValue) => FieldValue {
  if ('value' in edit) return () => edit.value
  const removed = new Set(edit.remove)
  return (now) => {
    const left = asSet(now).filter((id) => !removed.has(id))
    return [...new Set([...left, ...edit.add])].sort((a, b) => a - b)
  }
}
