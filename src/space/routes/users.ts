import { Hono } from 'hono'
import { formatRaw, parseRaw, type RawRecord } from '#shared/records/raw-record'
import { badRequest, json, jsonText, notFound, updated } from '../http/answers'
import type { Parts, SpaceEnv } from '../http/env'
import { guard } from '../http/guard'
import type { Lists } from '../list/list'
import { userTable } from '../list/user-table'
import { drawPicture } from '../png'
import { applyUpdate } from '../put/apply'
import { checkRules } from '../put/rules'
import { checkShape } from '../put/shape'

/** The users (nexudus-api.md §2; the update as the vendor page ‘Update User’ has it). */
export function userRoutes({ state, settings }: Parts, lists: Lists): Hono<SpaceEnv> {
  const { users, network } = state
  const table = userTable(users)
  const routes = new Hono<SpaceEnv>()
  routes
    .get('/api/auth/me', guard(state), (context) =>
      jsonText(formatRaw(withDefaults(state.record(context.get('caller').id), network.locations))),
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
      if (!sent) return json({ Message: 'An error has occurred.' }, 500)
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
      return updated(id, updatedOn, email)
    })
  return routes
}

/** A body that is no JSON object: what the real service says is unknown, its general fault is likely. */
function readBody(text: string): RawRecord | undefined {
  try {
    return parseRaw(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** `/api/auth/me` is the record with the person's surroundings (nexudus-api.md §1.10). */
function withDefaults(record: RawRecord, locations: Parts['state']['network']['locations']): RawRecord {
  const home = locations.find(({ Id }) => String(Id) === record.get('DefaultBusinessId'))
  const extra = {
    DefaultBusinessName: home?.Name ?? null,
    DefaultCurrencyId: 3,
    DefaultCurrencyName: 'Euro',
    DefaultCurrencyCode: 'EUR',
    DefaultCountryId: home?.CountryId ?? null,
    DefaultCountryName: null,
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
