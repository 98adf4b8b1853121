import { Hono } from 'hono'
import type * as v from 'valibot'
import type { CurrentBusiness } from '#shared/api/lookups'
import { json, notFound } from '../http/answers'
import type { Parts, SpaceEnv } from '../http/env'

/** What anybody may see: the card of the location whose address was called (nexudus-api.md §1.9). */
export function publicRoutes({ state: { network } }: Parts): Hono<SpaceEnv> {
  const routes = new Hono<SpaceEnv>()
  routes.get('/api/public/businesses/current', () => {
    const [location] = network.locations
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
  return routes
}
