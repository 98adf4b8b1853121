import type { BulkDraft, BulkDrafted, BulkEdit, BulkField } from '#shared/ipc/bulk'
import type { BulkLook, BulkRead, BulkUndone } from '#shared/ipc/bulk'
import { UsherError } from '#shared/ipc/errors'
import type { FieldValue } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import { bulkUserFields, userField } from '#shared/records/user-fields'
import { asSet } from '#shared/records/values'
import type { Directory } from '../directory/directory'
import type { Desk } from './desk'
import type { Outbox, PersonEdit, PersonMoves } from './outbox'

/** The same change for many people: what they have now, and drafts for all of them. Nothing here is sent. */
export interface Bulk {
  look(ids: Iterable<number>): Promise<BulkLook>
  read(ids: Iterable<number>): Promise<BulkRead>
  /** No base, no merge: whose record was never read in full is left out. @throws UsherError when nothing could be kept */
  draft(wanted: BulkDraft): Promise<BulkDrafted>
  /**
   * Takes the last such edit back, wherever what it drafted still stands.
   * @param edit its number; of an earlier one nothing is known any more
   */
  undo(edit: number): Promise<BulkUndone>
}

interface Parts {
  /** Of whoever is signed in. @throws UsherError `not-signed-in` */
  readonly email: () => string
  readonly directory: Pick<Directory, 'records' | 'readSome' | 'rows'>
  /** @throws UsherError `not-signed-in` */
  readonly desk: () => Desk
}

/** Records at a time: more would keep main from its window while they are parsed. */
const piece = 250

/** An edit that can be taken back. */
interface Done {
  readonly edit: number
  readonly outbox: Outbox
  readonly people: readonly Omit<PersonMoves, 'moves'>[]
}

type Counts = Map<FieldValue, number>

const accessFields = bulkUserFields.filter(({ raisesAccess }) => raisesAccess)

export function createBulk({ directory, desk, email }: Parts): Bulk {
  let done = 0
  let last: Done | null = null
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
      const me = email().toLowerCase()
      let own: Values | null = null
      const counts = new Map<string, Counts>(bulkUserFields.map(({ name }) => [name, new Map()]))
      const unread: number[] = []
      let ready = 0
      for await (const { id, record } of kept(account, [...given])) {
        if (!record) {
          unread.push(id)
          continue
        }
        ready++
        const valueOf = (name: string): FieldValue =>
          outbox.drafts.get(id)?.patch[name]?.mine ?? record[name] ?? null
        count(counts, valueOf)
        if (String(record['Email'] ?? '').toLowerCase() === me)
          own = Object.fromEntries(accessFields.map(({ name }) => [name, valueOf(name)]))
      }
      const rows = await directory.rows(unread, ['FullName', 'Email'])
      const names = new Map(
        rows.map(({ id, values }) => [id, String(values['FullName'] || values['Email'] || '')]),
      )
      return {
        ready,
        own,
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
      const moved = await outbox.editMany(people)
      const { length: drafted } = moved
      const edit = drafted > 0 ? ++done : null
      if (edit !== null)
        last = { edit, outbox, people: moved.map(({ id, title, email }) => ({ id, title, email })) }
      return { edit, drafted, same: people.length - drafted, unread: ids.length - people.length }
    },
    async undo(edit) {
      const { outbox } = desk()
      if (last?.edit !== edit || last.outbox !== outbox) return { undone: 0, kept: 0 }
      const it = last
      // Pressed twice it is done once; what failed can be tried again.
      last = null
      try {
        const { length: undone } = await outbox.takeBack(it.people)
        return { undone, kept: it.people.length - undone }
      } catch (error) {
        last ??= it
        throw error
      }
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
