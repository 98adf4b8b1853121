import { profileField } from '#shared/records/profile-fields'
import { accountKinds } from '../accounts'
import { isKeptByUser } from '../generate/coworker'
import { drawName } from '../generate/names'
import { Dice } from '../generate/random'
import { newRecord } from '../put/apply'
import type { State } from './state'

/** Another administrator, in whose name things happen while somebody works. */
const by = accountKinds.colleague.email

/** A record that a second writer may change. */
export interface Target {
  readonly kind: 'user' | 'profile'
  readonly id: number
}

type Values = Readonly<Record<string, unknown>>

/** Flags that are turned over when nothing else is said: harmless, and in every record. */
const flags = { user: 'OnNewBlogComment', profile: 'ProfileIsPublic' } as const

export function editTarget(state: State, target: Target | undefined, changes?: Values): void {
  if (!target) return
  const { kind, id } = target
  const flag = flags[kind]
  const now = kind === 'user' ? state.users.value(id, flag) : state.coworkers.value(id, flag)
  const wanted = changes ?? { [flag]: now !== true }
  if (kind === 'user') state.write(id, asTexts(wanted), by)
  else editProfile(state, id, wanted)
}

/** Changes a customer's profile; the flags that the user record keeps are changed there. */
export function editProfile(state: State, id: number, changes: Values, author: string = by): void {
  const texts = [...asTexts(changes)]
  const isFlag = ([name]: readonly [string, string]): boolean => {
    const field = profileField(name)
    return field !== undefined && isKeptByUser(field)
  }
  const flags = texts.filter(isFlag)
  const others = texts.filter((entry) => !isFlag(entry))
  const userId = state.coworkers.userOf(id)
  if (userId !== undefined && flags.length > 0) state.write(userId, new Map(flags), author)
  if (others.length > 0) state.writeProfile(id, new Map(others), author)
}

export function touchTarget(state: State, target: Target | undefined): void {
  if (target?.kind === 'user') state.touch(target.id)
  else if (target) state.touchProfile(target.id)
}

/** Adds a user with a made-up name, or with the given values. The same place in the same network gets the same person. */
export function insertSomebody(state: State, values: Values = {}, author: string = by): number {
  const dice = new Dice(state.seed, state.users.nextId)
  const { shown, slug } = drawName(dice)
  const plain = {
    FullName: shown,
    Email: `${slug}.${state.users.nextId}@newcomer.example`,
    Language: 3,
    Active: true,
    PasswordSalt: dice.base64(16, 'salt'),
    LastHelpVisited: 0,
    InvalidLoginAttempts: 0,
    Businesses: state.network.locations.slice(0, 1).map(({ Id }) => Id),
  }
  return state.create(newRecord(asTexts({ ...plain, ...values })), author).id
}

/** Deletes somebody who is no demo account. */
export function removeSomebody(state: State, dice: Dice): void {
  const others = state.users.ids.slice(Object.keys(accountKinds).length)
  if (others.length > 0) state.remove(dice.pick(others, 'remove'), by)
}

export function asTexts(values: Values): Map<string, string> {
  return new Map(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]))
}
