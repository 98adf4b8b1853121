import { userFields } from '#shared/records/user-fields'
import type { Field } from '#shared/records/field'
import type { Users } from '../store/users'
import type { PropertyKind, Table } from './table'

/**
 * The users as a list. Every scalar field filters, as documented (nexudus-api.md §2.3), except passwords, salt, token and
 * second factor: their filters exist, but would put secrets into addresses, so a client that uses one is refused here.
 */
export function userTable(users: Users): Table {
  return {
    entity: 'User',
    get ids() {
      return users.ids
    },
    get version() {
      return users.version
    },
    properties,
    value: (id, property) => users.value(id, property),
    row: (id) => users.row(id),
  }
}

/** A sealed field whose filter the documentation names among the ordinary ones. */
const documented: ReadonlySet<string> = new Set(['EmailCallBackGuid'])

const properties: ReadonlyMap<string, PropertyKind> = new Map(
  (userFields as readonly Field[]).flatMap((field) => {
    const isSecret = field.use === 'write-only' || (field.use === 'sealed' && !documented.has(field.name))
    const kind = isSecret ? undefined : kinds(field)
    return kind ? [[field.name, kind] as const] : []
  }),
)

function kinds({ type }: Field): PropertyKind | undefined {
  if (type === 'set' || type === 'any') return undefined
  if (type === 'boolean') return 'boolean'
  if (type === 'date-time') return 'date'
  return type === 'integer' || type === 'choice' || type === 'reference' ? 'number' : 'text'
}
