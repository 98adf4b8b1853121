import { Hono } from 'hono'
import { formatRaw, type RawRecord } from '#shared/records/raw-record'
import { badRequest, confirmed, jsonText, notFound, serverFault } from '../http/answers'
import type { Network } from '../generate/network'
import { readBody } from '../http/body'
import type { Parts, SpaceEnv } from '../http/env'
import { guard } from '../http/guard'
import type { Lists } from '../list/list'
import { userTable } from '../list/user-table'
import { drawPicture } from '../png'
import { applyUpdate, newRecord } from '../put/apply'
import { checkRules } from '../put/rules'
import { checkShape } from '../put/shape'

/** The users (nexudus-api.md §2; the update as the vendor page ‘Update User’ has it). */
export function userRoutes({ state, settings }: Parts, lists: Lists): Hono<SpaceEnv> {
  const { users, network } = state
  const table = userTable(users)
  const routes = new Hono<SpaceEnv>()
  routes
    .get('/api/auth/me', guard(state), (context) =>
      jsonText(formatRaw(withDefaults(state.record(context.get('caller').id), network))),
    )
    .get('/api/sys/users', guard(state, 'User-List'), (context) =>
      lists.answer(table, new URL(context.req.url).searchParams),
    )
    .get('/api/sys/users/getavatar/:id{[0-9]+}', guard(state), (context) => {
      const id = Number(context.req.param('id'))
      const file = users.has(id) ? users.value(id, 'AvatarFileName') : null
      if (typeof file !== 'string') return notFound()
      return new Response(drawPicture(file), { headers: { 'Content-Type': 'image/png' } })
    })
    .get('/api/sys/users/:id{[0-9]+}', guard(state, 'User-Read'), (context) => {
      const id = Number(context.req.param('id'))
      return users.has(id) ? jsonText(formatRaw(state.record(id))) : notFound()
    })
    .put('/api/sys/users', guard(state, 'User-Edit'), async (context) => {
      const sent = readBody(await context.req.text())
      if (!sent) return serverFault()
      const value = (name: string): unknown => JSON.parse(sent.get(name) ?? 'null')
      const shape = checkShape(value)
      const id = value('Id')
      if (shape.length > 0 || typeof id !== 'number') return badRequest(shape)
      if (!users.has(id)) return notFound()
      const rules = checkRules(users, network, id, value)
      if (rules.length > 0) return badRequest(rules)
      const { email } = context.get('caller')
      const changes = applyUpdate(state.record(id), sent, settings.omitted)
      const updatedOn = state.write(id, changes, email)
      // A new password signs its owner out of other devices (nexudus-api.md §1.5): nothing can be refreshed.
      if (value('NewPassword')) state.tokens.end('refresh', id)
      return confirmed({ message: messages.updated, id, updatedOn, updatedBy: email })
    })
    .post('/api/sys/users', guard(state, 'User-Create'), async (context) => {
      const sent = readBody(await context.req.text())
      if (!sent) return serverFault()
      const value = (name: string): unknown => JSON.parse(sent.get(name) ?? 'null')
      const shape = checkShape(value, true)
      const wrong = shape.length > 0 ? shape : checkRules(users, network, undefined, value)
      if (wrong.length > 0) return badRequest(wrong)
      const { email } = context.get('caller')
      const { id, updatedOn } = state.create(newRecord(sent), email)
      return confirmed({ message: messages.created, id, updatedOn, updatedBy: email })
    })
    .delete('/api/sys/users/:id{[0-9]+}', guard(state, 'User-Delete'), (context) => {
      const id = Number(context.req.param('id'))
      if (!users.has(id)) return notFound()
      state.remove(id, context.get('caller').email)
      return confirmed({ message: messages.deleted, id, updatedOn: null, updatedBy: null })
    })
  return routes
}

/** The first stands on the vendor page, the last in nexudus-api.md §2.9; the second is made up in their manner. */
const messages = {
  updated: 'User was successfully updated.',
  created: 'User was successfully created.',
  deleted: 'User was successfully deleted.',
} as const

/** `/api/auth/me` is the record with the person's surroundings (nexudus-api.md §1.10). */
function withDefaults(record: RawRecord, { locations, countries }: Network): RawRecord {
  const home = locations.find(({ Id }) => String(Id) === record.get('DefaultBusinessId'))
  const extra = {
    DefaultBusinessName: home?.Name ?? null,
    DefaultCurrencyId: 3,
    DefaultCurrencyName: 'Euro',
    DefaultCurrencyCode: 'EUR',
    DefaultCountryId: home?.CountryId ?? null,
    DefaultCountryName: countries.find(({ Id }) => Id === home?.CountryId)?.Name ?? null,
    DefaultSimpleTimeZoneId: 2_016,
    DefaultSimpleTimeZoneName: 'GMT',
    DefaultSimpleTimeZoneNameIana: 'Europe/London',
    NewPasswordConfirm: null,
    OldPassword: null,
  }
  return new Map([
    ...record,
    ...Object.entries(extra).map(([name, value]) => [name, JSON.stringify(value)] as const),
  ])
}
