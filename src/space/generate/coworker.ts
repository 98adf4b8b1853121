import type { Field } from '#shared/records/field'
import { profileFields } from '#shared/records/profile-fields'
import { userField } from '#shared/records/user-fields'
import { accountList } from '../accounts'
import { draftsProfiles, epoch, stamp, type Network, type Row } from './network'
import type { People } from './person'
import { profileMakers } from './profile-texts'
import { Dice } from './random'

/** A customer record while a value is drawn for it. */
export interface CoworkerSubject {
  readonly id: number
  readonly people: People
  /** Number of the person. */
  readonly index: number
  /** Which of the person's profiles it is, from 0. */
  readonly slot: number
  readonly location: Row
  readonly dice: Dice
}
export type CoworkerMaker = (subject: CoworkerSubject) => unknown

const firstId = 31_206_413
const idStep = 4
/** Nobody has more profiles. */
const most = 3
const day = 86_400_000

/**
 * Customer records (nexudus-api.md §2.1, §5): one for each location at which a person is a customer. What an update takes
 * comes from the field table; here stands what else reading returns. Nothing is kept, as with users.
 */
export class CoworkerGenerator {
  constructor(
    readonly people: People,
    readonly network: Network,
  ) {}

  /** Ids of a person's profiles; the first is the default one. */
  idsOf(index: number): number[] {
    return Array.from({ length: this.#count(index) }, (_, slot) => firstId + (index * most + slot) * idStep)
  }

  /** Number of the person whose profile it is, or undefined when there is none. */
  personOf(id: number): number | undefined {
    return this.#subject(id)?.index
  }

  /** One field as JSON text, or undefined when the record has none of that name. */
  field(id: number, name: string): string | undefined {
    const subject = this.#subject(id)
    const make = makers.get(name)
    return subject && make ? JSON.stringify(make(subject)) : undefined
  }

  record(id: number): Map<string, string> {
    const subject = this.#subject(id)
    if (!subject) throw new Error(`there is no customer ${id}`)
    return new Map([...makers].map(([name, make]) => [name, JSON.stringify(make(subject))]))
  }

  #subject(id: number): CoworkerSubject | undefined {
    const { people, network } = this
    const number = (id - firstId) / idStep
    if (!Number.isInteger(number) || number < 0) return undefined
    const index = Math.floor(number / most)
    const slot = number % most
    if (index >= people.count || slot >= this.#count(index)) return undefined
    const dice = new Dice(people.seed, index)
    const home = accountList[index] ? 0 : dice.below(network.locations.length, 'home')
    const location = network.locations[(home + slot) % network.locations.length]
    if (!location) return undefined
    // A person's profiles differ from each other, so that one cannot pass for another.
    return { id, people, index, slot, location, dice: new Dice(people.seed + slot * 7_919, index) }
  }

  /** Most customers have one profile, some several, some none any more; staff may be customers too. */
  #count(index: number): number {
    const account = accountList[index]
    const dice = new Dice(this.people.seed, index)
    const draw = dice.below(100, 'profiles')
    const isCustomer = this.people.kind(index) === 'customer'
    const drawn = isCustomer ? (draw < 3 ? 0 : draw < 83 ? 1 : draw < 96 ? 2 : 3) : draw < 40 ? 1 : 0
    return Math.min(account ? (account.profiles ?? 0) : drawn, this.network.locations.length)
  }
}

const created = ({ dice }: CoworkerSubject): number => epoch - (20 + dice.below(1_500, 'customer-age')) * day
const updated = (subject: CoworkerSubject): number =>
  created(subject) + Math.floor(subject.dice.fraction('customer-updated') * (epoch - created(subject)))

/** The notification flags that the user record has too: one value, which both APIs show (nexudus-api.md §2.6). */
export function isKeptByUser({ name, section }: Field): boolean {
  return section === 'notifications' && userField(name) !== undefined
}

/** What reading returns beside the fields an update takes (nexudus-api.md §5.2, §11.2). */
const others: Readonly<Record<string, CoworkerMaker>> = {
  Id: ({ id }) => id,
  UniqueId: ({ dice }) => dice.uuid('customer'),
  Email: ({ people, index }) => people.email(index),
  Active: ({ dice, index }) => accountList[index] !== undefined || dice.chance(0.96, 'customer-active'),
  CoworkerType: ({ dice }) => (dice.chance(0.15, 'company?') ? 2 : 1),
  IsMember: ({ dice }) => dice.chance(0.7, 'member?'),
  HomeSpaceId: ({ location, dice }) => (dice.chance(0.1, 'no-home') ? null : location.Id),
  InvoicingBusinessId: ({ location }) => location.Id,
  SimpleTimeZoneId: () => 2_016,
  CanMakeBookings: ({ dice }) => dice.chance(0.9, 'bookings?'),
  OpenAiProfileAvailable: ({ location }) => draftsProfiles(location),
  HasVirtualOffice: ({ dice }) => dice.chance(0.1, 'virtual?'),
  VirtualOfficePaused: () => false,
  VirtualOfficeContractId: ({ dice }) =>
    dice.chance(0.1, 'virtual?') ? 6_100_000 + dice.below(90_000, 'contract') : null,
  IsNull: () => false,
  IsNew: () => false,
  CreatedOn: (subject) => stamp(created(subject)),
  CreatedOnUtc: (subject) => stamp(created(subject)),
  UpdatedOn: (subject) => stamp(updated(subject)),
  UpdatedOnUtc: (subject) => stamp(updated(subject)),
  UpdatedBy: () => 'ada@northlight.example',
}

/** What a field is when nothing lifelike was said of it. */
function plainMaker({ type, name, nullable }: Field): CoworkerMaker {
  if (type === 'boolean') return ({ dice }) => dice.chance(0.4, name)
  return () => (nullable ? null : '')
}

const makers: ReadonlyMap<string, CoworkerMaker> = new Map([
  ...Object.entries(others),
  ...(profileFields as readonly Field[])
    .filter((field) => field.use !== 'write-only' && !isKeptByUser(field))
    .map((field): [string, CoworkerMaker] => [field.name, profileMakers[field.name] ?? plainMaker(field)]),
])
