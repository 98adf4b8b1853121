import { Hono } from 'hono'
import type { Row } from '../generate/network'
import { json, notFound } from '../http/answers'
import type { Parts, SpaceEnv } from '../http/env'
import { guard } from '../http/guard'
import type { Lists } from '../list/list'
import { tableOf } from '../list/table'

/** A small entity that is only listed and read here. */
interface Entity {
  readonly path: string
  /** Prefix of filters and of permissions. */
  readonly name: string
  readonly rows: readonly Row[]
  /** Properties that only reading by id returns. */
  readonly hidden?: readonly string[]
  /** What reading by id adds. */
  readonly more?: (row: Row) => Readonly<Record<string, unknown>>
}

/** What users are linked with (nexudus-api.md §3.1 to §3.6), and the names of `Language` (§3.4). */
export function linkedRoutes({ state }: Parts, lists: Lists): Hono<SpaceEnv> {
  const { network, users } = state
  const entities: readonly Entity[] = [
    {
      path: '/api/sys/businesses',
      name: 'Business',
      rows: network.locations,
      more: (row) => withUsers(users.holders('Businesses', row.Id)),
    },
    {
      path: '/api/security/userroles',
      name: 'UserRole',
      rows: network.userRoles,
      hidden: ['Roles'],
      more: (row) => withUsers(users.holders('UserRoles', row.Id)),
    },
    {
      path: '/api/security/roles',
      name: 'Role',
      rows: network.roles,
      more: (row) => ({
        UserRoles: network.userRoles.filter((role) => holds(role, String(row.Name))).map(({ Id }) => Id),
      }),
    },
    {
      path: '/api/support/chatrooms',
      name: 'ChatRoom',
      rows: network.chatRooms,
      more: (row) => withUsers(users.holders('ChatRooms', row.Id)),
    },
    { path: '/api/sys/languages', name: 'Language', rows: network.languages },
    { path: '/api/apps/applications', name: 'Application', rows: network.applications },
    { path: '/api/sys/countries', name: 'Country', rows: network.countries },
  ]
  const routes = new Hono<SpaceEnv>()
  for (const { path, name, rows, hidden, more } of entities) {
    const table = tableOf(name, rows, hidden)
    routes.get(path, guard(state, `${name}-List`), (context) =>
      lists.answer(table, new URL(context.req.url).searchParams),
    )
    routes.get(`${path}/:id{[0-9]+}`, guard(state, `${name}-Read`), (context) => {
      const row = rows.find(({ Id }) => Id === Number(context.req.param('id')))
      return row ? json({ ...row, ...more?.(row) }) : notFound()
    })
  }
  routes.get('/api/utils/enums', guard(state), (context) => {
    // The one enumeration a user has (vendor page ‘Update User’).
    const isLanguage = context.req.query('name')?.toLowerCase() === 'elanguage'
    return isLanguage ? json(languages) : notFound()
  })
  return routes
}

const languages = [
  { Id: 1, Name: 'EnglishUS' },
  { Id: 2, Name: 'Spanish' },
  { Id: 3, Name: 'EnglishUK' },
]

function holds({ Roles }: Row, permission: string): boolean {
  return Array.isArray(Roles) && Roles.includes(permission)
}

function withUsers(ids: readonly number[]): Readonly<Record<string, unknown>> {
  return { Users: ids, AddedUsers: null, RemovedUsers: null }
}
