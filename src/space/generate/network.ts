import { countries } from './countries'
import { Dice } from './random'
import { permissionNames } from './permissions'
import { userRoleKinds } from './user-role-kinds'

/** A row of a small linked entity (nexudus-api.md §3): plain JSON values by property name. */
export type Row = Readonly<Record<string, unknown>> & { readonly Id: number }

/** Everything around the users: locations, roles, languages, chat rooms, applications, countries. */
export interface Network {
  readonly locations: readonly Row[]
  readonly userRoles: readonly Row[]
  /** The catalogue of permissions, which the vendor calls roles (nexudus-api.md §3.2). */
  readonly roles: readonly Row[]
  readonly languages: readonly Row[]
  readonly chatRooms: readonly Row[]
  readonly applications: readonly Row[]
  readonly countries: readonly Row[]
}

/** All generated dates lie before this moment, so that a network looks the same whenever it is made. */
export const epoch = Date.parse('2026-11-01T08:00:00Z')

const day = 86_400_000

/** A moment as records write it: whole seconds, Z (nexudus-api.md §6.5). */
export function stamp(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`
}

const districts: readonly (readonly [name: string, town: string])[] = [
  ['Canal Street', 'Leith'],
  ['Harbour', 'Cork'],
  ['Mill Yard', 'Gent'],
  ['Observatory Hill', 'Málaga'],
  ['Old Foundry', 'Łódź'],
  ['Lantern House', 'Reykjavík'],
  ['Orchard Row', 'Graz'],
  ['Tidewater', 'Aveiro'],
  ['Clockmakers’ Lane', 'Brno'],
  ['Signal Box', 'Tampere'],
]

const cultures: readonly (readonly [name: string, culture: string])[] = [
  ['English (UK)', 'en-GB'],
  ['Español', 'es-ES'],
  ['Nederlands', 'nl-BE'],
  ['العربية', 'ar-SA'],
]

/** Builds the surroundings of the users. Ids of the same seed and number of locations are always the same. */
export function makeNetwork(seed: number, locationCount: number): Network {
  const common = commonFields(seed)
  const locations = Array.from({ length: locationCount }, (_, index) => makeLocation(index, common))
  const at = (index: number): Row => {
    const location = locations[index % locationCount]
    if (!location) throw new Error('a network needs a location')
    return location
  }
  const userRoles = userRoleKinds.map(({ name, location, permissions }, index) => ({
    Id: 4_310_007 + index * 11,
    BusinessId: at(location).Id,
    BusinessName: at(location).Name,
    Name: name,
    Roles: permissions,
    ...common('userrole', index, name),
  }))
  const languages = locations.flatMap((location, index) =>
    cultures.map(([name, culture], order) => ({
      Id: 88_120 + index * 10 + order,
      BusinessId: location.Id,
      Name: name,
      Culture: culture,
      Active: true,
      DisplayOrder: order + 1,
      ...common('language', index * 10 + order, name),
    })),
  )
  const chatRooms = locations.map((location, index) => ({
    Id: 51_003 + index * 4,
    BusinessId: location.Id,
    Name: `${String(location.Name)} help`,
    Active: index % 3 !== 2,
    LastAgentVisit: index % 2 === 0 ? stamp(epoch - index * day) : null,
    ...common('chatroom', index, 'Chat room'),
  }))
  const applications = ['Door controller', 'Lobby tablet', 'Accounts bridge'].map((name, index) => {
    const dice = new Dice(seed, index)
    return {
      Id: 7_701 + index * 3,
      DeveloperId: 960_001,
      Name: name,
      Published: index !== 2,
      ApplicationKey: dice.hex(32, 'application-key'),
      // The real service lists it too (nexudus-api.md §3.6). Clients must drop it.
      SecretKey: `sk_${dice.hex(40, 'application-secret')}`,
      ShortDescription: `${name} of the Northlight network`,
      Description: null,
      InstallUrl: `https://apps.northlight.example/${index + 1}`,
      RequiredRoles: ['User-List'],
      ...common('application', index, name),
    }
  })
  return {
    locations,
    userRoles,
    roles: permissionNames.map((name, index) => ({
      Id: 1_001 + index,
      Name: name,
      ...common('role', index, name),
    })),
    languages,
    chatRooms,
    applications,
    countries: countries.map(([name, code, culture], index) => ({
      Id: 1_201 + index,
      Name: name,
      TwoDigitsCode: code,
      Culture: culture,
      ...common('country', index, name),
    })),
  }
}

const firstLocation = 120_450_031
const locationStep = 17

/** Whether a location has the integration that drafts profiles (nexudus-api.md §5.2); every third lacks it. */
export function draftsProfiles({ Id }: Row): boolean {
  return ((Id - firstLocation) / locationStep) % 3 !== 1
}

/** The first part of a location's own host, such as `harbour`. */
export function slugOf({ WebAddress }: Row): string {
  return String(WebAddress).split('.')[0] ?? ''
}

type Common = (entity: string, index: number, text: string) => Readonly<Record<string, unknown>>

/** The fields every record shares (nexudus-api.md §3.8). */
function commonFields(seed: number): Common {
  return (entity, index, text) => {
    const dice = new Dice(seed, index)
    const age = dice.below(1_500, `${entity}/age`) + 200
    return {
      UniqueId: dice.uuid(`${entity}/id`),
      CreatedOn: stamp(epoch - age * day),
      UpdatedOn: stamp(epoch - dice.below(age, `${entity}/updated`) * day),
      UpdatedBy: 'ada@northlight.example',
      IsNew: false,
      SystemId: null,
      ToStringText: text,
      LocalizationDetails: null,
      CustomFields: null,
    }
  }
}

function makeLocation(index: number, common: Common): Row {
  const [district = '', town = ''] = districts[index % districts.length] ?? []
  const round = Math.floor(index / districts.length)
  const name = `Northlight ${district}${round > 0 ? ` ${round + 1}` : ''}`
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^northlight-/, '')
  return {
    Id: firstLocation + index * locationStep,
    Name: name,
    WebAddress: `${slug}.northlight.example`,
    RootLocationId: index === 0 ? null : firstLocation,
    TownCity: town,
    CountryId: 1_201 + (index % countries.length),
    CurrencyId: 3,
    SimpleTimeZoneId: 2_016,
    EmailContact: `${slug}@northlight.example`,
    DefaultLanguage: 'en-GB',
    ...common('business', index, name),
  }
}
