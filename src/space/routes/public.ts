import { Hono } from 'hono'
import type * as v from 'valibot'
import type { CurrentBusiness } from '#shared/api/lookups'
import type { PublicCountries } from '#shared/api/profile'
import { json, notFound } from '../http/answers'
import type { Parts, SpaceEnv } from '../http/env'
import { jsonOnly, locationOf } from '../http/portal'
import { language } from './profile'

/** What anybody may see at a location's portal. */
export function publicRoutes({ state }: Parts): Hono<SpaceEnv> {
  const { network } = state
  const routes = new Hono<SpaceEnv>()
  // The card of the location whose address was called (nexudus-api.md §1.9).
  routes.get('/api/public/businesses/current', (context) => {
    const location = locationOf(state, context)
    if (!location) return notFound()
    const country = network.countries.find(({ Id }) => Id === location.CountryId)
    const card = {
      Id: location.Id,
      UniqueId: location.UniqueId,
      Name: String(location.Name),
      WebAddress: String(location.WebAddress),
      Currency: { Id: location.CurrencyId, Code: 'EUR', Name: 'Euro' },
      Culture: 'en-GB',
      TimeZone: 'Europe/London',
      Address: '14 Canal Street',
      TownCity: location.TownCity,
      Country: { Id: country?.Id, Name: country?.Name },
      NativeHomeUrl: `https://${String(location.WebAddress)}/home`,
    } satisfies v.InferInput<typeof CurrentBusiness> & Record<string, unknown>
    return json(card)
  })
  // Wrapped, unlike the admin API's page (nexudus-api.md §3.5).
  routes.get('/api/public/countries', () => {
    const rows = network.countries.map((row) => ({
      Id: row.Id,
      Name: String(row.Name),
      TwoDigitsCode: row.TwoDigitsCode,
      Culture: row.Culture,
    }))
    return json({ Countries: rows } satisfies PublicCountries)
  })
  // A bare array: how customers learn the names of locations (nexudus-api.md §11.2).
  routes.get(`${language}/business/all`, jsonOnly, () =>
    json(network.locations.map(({ Id, Name, WebAddress }) => ({ Id, Name, WebAddress }))),
  )
  return routes
}
