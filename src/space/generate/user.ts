import type { Field } from '#shared/records/field'
import { userField, userFields } from '#shared/records/user-fields'
import { accountList, demoPassword } from '../accounts'
import { hashPassword } from '../store/password'
import { laterFields } from './later-fields'
import { epoch, stamp, type Network } from './network'
import type { People, PersonKind } from './person'
import { Dice } from './random'
import { userRoleKinds } from './user-role-kinds'

const day = 86_400_000

/** One person while a value is drawn for them. */
interface Subject {
  readonly index: number
  readonly kind: PersonKind
  readonly dice: Dice
  readonly people: People
  readonly network: Network
}

/** Makes a value as JSON text, which is how records are kept. */
type Maker = (subject: Subject) => string

/**
 * The users of a network as they were before anybody changed one. Which fields there are comes from the field table;
 * here stands only what makes some of them lifelike. Nothing is kept: each value is made when asked for.
 */
export class Generator {
  constructor(
    readonly people: People,
    readonly network: Network,
  ) {}

  /** One field of one person as JSON text, or undefined when the record has no such field. */
  field(index: number, name: string): string | undefined {
    const make = makers.get(name)
    return make?.(this.#subject(index))
  }

  /** The record of a person: the table's fields, then those the vendor has added since; or only the fields named. */
  record(index: number, names: Iterable<string> = makers.keys()): Map<string, string> {
    const subject = this.#subject(index)
    const record = new Map<string, string>()
    for (const name of names) {
      const make = makers.get(name)
      if (make) record.set(name, make(subject))
    }
    return record
  }

  #subject(index: number): Subject {
    const { people, network } = this
    return { index, kind: people.kind(index), dice: new Dice(people.seed, index), people, network }
  }
}

const json = JSON.stringify

/** Text as .NET services write it: everything beyond plain ASCII, and `+`, as an escape. */
function escaped(text: string): string {
  return json(text).replace(
    /[^\x20-\x7e]|\+/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
}

const age = ({ dice, index }: Subject): number => 20 + dice.below(1_800, 'age') + (index === 0 ? 900 : 0)

/** A moment between the person's first day and the epoch; now and then with the fraction of a second .NET writes. */
function moment(subject: Subject, purpose: string, latest = 0): string {
  const back = latest + subject.dice.fraction(purpose) ** 2 * (age(subject) - latest)
  const text = stamp(epoch - back * day)
  return subject.dice.chance(0.04, `${purpose}/fraction`) ? text.replace('Z', '.1234567Z') : text
}

const salt = ({ dice }: Subject): string => dice.base64(16, 'salt')
const account = ({ index }: Subject) => accountList[index]
const hasTwoFactor = (subject: Subject): boolean =>
  account(subject)
    ? account(subject)?.twoFactor === true
    : subject.kind !== 'customer' && subject.dice.chance(0.3, 'two-factor')

const lifelike: Readonly<Record<string, Maker>> = {
  Id: ({ people, index }) => String(people.id(index)),
  FullName: ({ people, index }) => json(people.name(index).shown),
  Email: ({ people, index }) => json(people.email(index)),
  Language: ({ dice }) => String([3, 3, 3, 1, 1, 2][dice.below(6, 'language')]),
  PreferredLanguageId: ({ dice, network }) =>
    dice.chance(0.6, 'preferred?') ? 'null' : String(dice.pick(network.languages, 'preferred').Id),
  Active: (subject) => json(account(subject) !== undefined || subject.dice.chance(0.94, 'active')),
  IsAdmin: ({ kind }) => json(kind === 'admin'),
  APIAccess: ({ kind, dice, index }) => json(index === 0 || (kind === 'admin' && dice.chance(0.15, 'api'))),
  Validated: (subject) => json(account(subject) !== undefined || subject.dice.chance(0.9, 'validated')),
  MustResetPassword: (subject) =>
    json(
      account(subject)
        ? account(subject)?.mustReset === true
        : subject.dice.chance(0.03, 'must-reset-password'),
    ),
  TwoFactorEnabled: (subject) => json(hasTwoFactor(subject)),
  EnablePassportAccess: ({ dice }) => json(dice.chance(0.2, 'passport?')),
  PassportNumber: ({ dice }) =>
    dice.chance(0.1, 'passport') ? json(`NL-${dice.below(90_000, 'pass')}`) : 'null',
  PassportCardNumber: ({ dice }) => (dice.chance(0.1, 'card') ? json(dice.hex(8, 'card-number')) : 'null'),
  LastAccess: (subject) =>
    subject.dice.chance(subject.kind === 'customer' ? 0.3 : 0.1, 'never-in')
      ? 'null'
      : json(moment(subject, 'access')),
  InvalidLoginAttempts: ({ dice }) => (dice.chance(0.08, 'failed?') ? String(dice.below(6, 'failed')) : '0'),
  LastHelpVisited: ({ dice }) => String(dice.below(400, 'help')),
  Devices: ({ dice }) => {
    if (dice.chance(0.05, 'devices-empty?')) return '""'
    if (!dice.chance(0.12, 'devices?')) return 'null'
    // Now and then somebody never threw an old telephone away.
    const count = dice.chance(0.1, 'devices-many?') ? 60 : 1
    const devices = Array.from({ length: count }, (_, place) => ({
      Kind: dice.pick(['iOS', 'Android'], `device/${place}`),
      Token: dice.hex(16, `device-token/${place}`),
    }))
    return escaped(json(devices))
  },
  SupportTeamUserEmail: ({ kind, dice }) => {
    if (dice.chance(0.03, 'support-empty')) return '""'
    return kind === 'admin' && dice.chance(0.1, 'support') ? '"support@northlight.example"' : 'null'
  },
  UserRoles: ({ kind, index, dice, network }) => {
    const fixed = accountList[index]
    const named = network.userRoles.filter((role) => role.Name === fixed?.role)
    if (fixed) return json(named.slice(0, 1).map((role) => role.Id))
    if (kind !== 'staff') return '[]'
    const wanted = 1 + dice.below(3, 'roles')
    const start = dice.below(userRoleKinds.length, 'first-role')
    const picked = Array.from({ length: wanted }, (_, step) => (start + step * 5) % network.userRoles.length)
    return json(picked.map((place) => network.userRoles[place]?.Id))
  },
  Businesses: ({ kind, dice, index, network }) => {
    const { locations } = network
    if (kind === 'admin' && (index === 0 || dice.chance(0.4, 'everywhere')))
      return json(locations.map(({ Id }) => Id))
    if (kind === 'customer' && !accountList[index] && dice.chance(0.04, 'nowhere')) return '[]'
    const wanted = kind === 'customer' ? 1 : 1 + dice.below(3, 'locations')
    const start = dice.below(locations.length, 'home')
    const count = Math.min(wanted, locations.length)
    return json(Array.from({ length: count }, (_, step) => locations[(start + step) % locations.length]?.Id))
  },
  DefaultBusinessId: ({ dice, kind, index, network }) =>
    kind === 'customer' && dice.chance(0.2, 'homeless')
      ? 'null'
      : String(network.locations[index === 0 ? 0 : dice.below(network.locations.length, 'home')]?.Id),
  ChatRooms: ({ kind, dice, network }) =>
    kind !== 'customer' && dice.chance(0.25, 'chat?')
      ? json([dice.pick(network.chatRooms, 'chat').Id])
      : '[]',
  ApplicationId: ({ dice, network }) =>
    dice.chance(0.02, 'app?') ? String(dice.pick(network.applications, 'app').Id) : 'null',
  AvatarFileName: ({ dice, kind }) =>
    dice.chance(kind === 'customer' ? 0.25 : 0.6, 'avatar?')
      ? json(`avatar-${dice.hex(12, 'avatar')}.png`)
      : 'null',
  UniqueId: ({ dice }) => json(dice.uuid('user')),
  CreatedOn: (subject) => json(stamp(epoch - age(subject) * day - subject.dice.below(day, 'hour'))),
  UpdatedOn: ({ dice, ...rest }) =>
    json(stamp(epoch - Math.ceil(dice.fraction('updated') ** 3 * age({ dice, ...rest }) * 86_400) * 1_000)),
  UpdatedBy: ({ dice }) =>
    json(dice.chance(0.7, 'by') ? 'ada@northlight.example' : 'grace@northlight.example'),
  SystemId: ({ dice }) =>
    dice.chance(0.05, 'system?') ? json(`crm:${dice.below(9_000, 'system')}`) : 'null',
  CustomFields: ({ dice }) =>
    dice.chance(0.1, 'custom?') ? '{ "Desk" : "3\\u002f4", "Floor": 2.0 }' : 'null',
  // Sealed: what a client must send back exactly as it came.
  PasswordSalt: (subject) => escaped(salt(subject)),
  Password: (subject) => escaped(hashPassword(salt(subject), demoPassword)),
  AccessToken: ({ kind, dice }) =>
    kind === 'customer'
      ? 'null'
      : json(`eyJhbGciOiJIUzI1NiJ9.${dice.hex(40, 'jwt')}.${dice.hex(43, 'jwt-signature')}`),
  TwoFactorSecret: (subject) =>
    hasTwoFactor(subject) ? json(subject.dice.base64(20, 'totp').replace(/\W/g, 'Q')) : 'null',
  EmailCallBackGuid: ({ dice }) => (dice.chance(0.3, 'guid?') ? json(dice.uuid('guid')) : 'null'),
}

/** What a field is when nothing lifelike was said of it. */
function plainMaker(field: Field): Maker {
  if (field.use === 'companion') return () => 'null'
  switch (field.type) {
    case 'boolean':
      if (field.section !== 'notifications') return () => 'false'
      return ({ dice, kind }) =>
        json(dice.chance(kind === 'admin' ? 0.45 : kind === 'staff' ? 0.25 : 0.06, field.name))
    case 'date-time':
      return (subject) =>
        subject.dice.chance(0.5, `${field.name}?`) ? 'null' : json(moment(subject, field.name))
    case 'set':
      return () => '[]'
    case 'integer':
    case 'choice':
      return () => '0'
    default:
      return () => 'null'
  }
}

const makers: ReadonlyMap<string, Maker> = new Map([
  ...userFields.map((field): [string, Maker] => [field.name, lifelike[field.name] ?? plainMaker(field)]),
  ...Object.entries(laterFields).map(([name, make]): [string, Maker] => {
    if (userField(name)) throw new Error(`${name} is a known field`)
    return [name, ({ dice }) => make(dice)]
  }),
])
