import { Hono } from 'hono'
import { json, notFound } from '../http/answers'
import type { Parts, SpaceEnv } from '../http/env'
import { guard } from '../http/guard'
import type { Lists } from '../list/list'
import type { PropertyKind, Table } from '../list/table'

/** The audit trail (nexudus-api.md §3.7). */
export function auditRoutes({ state }: Parts, lists: Lists): Hono<SpaceEnv> {
  const routes = new Hono<SpaceEnv>()
  routes.get('/api/sys/audittrailentries', guard(state, 'AuditTrailEntry-List'), (context) =>
    lists.answer(auditTable(state.audit.rows), new URL(context.req.url).searchParams),
  )
  routes.get('/api/sys/audittrailentries/:id{[0-9]+}', guard(state, 'AuditTrailEntry-Read'), (context) => {
    const row = state.audit.rows.find(({ Id }) => Id === Number(context.req.param('id')))
    return row ? json(row) : notFound()
  })
  return routes
}

const properties: ReadonlyMap<string, PropertyKind> = new Map<string, PropertyKind>([
  ['Id', 'number'],
  ['BusinessId', 'number'],
  ['EntityShortName', 'text'],
  ['EntityId', 'number'],
  ['PropertyName', 'text'],
  ['AuditType', 'number'],
  ['ActionBy', 'text'],
  ['CreatedOn', 'date'],
  ['UpdatedOn', 'date'],
])

function auditTable(rows: Parts['state']['audit']['rows']): Table {
  const byId = new Map(rows.map((row) => [row.Id, row]))
  return {
    entity: 'AuditTrailEntry',
    ids: [...byId.keys()],
    version: rows.at(-1)?.Id ?? 0,
    properties,
    value: (id, property) => byId.get(id)?.[property],
    row: (id) => JSON.stringify(byId.get(id)),
  }
}
