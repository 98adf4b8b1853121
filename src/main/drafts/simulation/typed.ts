import type { Draft } from '#shared/ipc/models'
import type { FieldValue } from '#shared/records/field'
import { nameOf, type History, type Ledger, type Place } from './ledger'
import { difference, isList, isPicture, items, same, shows, valueIn, type Line } from './rules'
import type { SimulatedServer } from './server'

/** What a person wants of one field, or of one item of a list. */
export interface Wish {
  readonly field: string
  /** For a list: the item, and `value` is whether it is wanted in it. */
  readonly item: number | null
  readonly value: FieldValue
  /** It was taken back while it may have been on its way: wanted is that it is not there because of this desk. */
  readonly isBack: boolean
  readonly since: number
}
/** What a person wants of a record, and what they threw away of it last. */
interface Wants {
  readonly wishes: readonly Wish[]
  readonly discarded: readonly Wish[]
}
type Effect = (wants: Wants) => Wants

/** One thing that a person did: what it may have led to. It is known once the program has answered. */
interface Deed {
  effects: readonly Effect[]
}

/**
 * Remembers what people typed and did not take back. What was never answered, because the program ended, may have
 * happened or not; what was answered has.
 */
export class Typed {
  /** Texts that people wanted, for somebody else to want too. */
  readonly texts: string[] = []
  private readonly deeds = new Map<string, { place: Place; deeds: Deed[] }>()

  /** @param effects what it may lead to; until it is answered it may also lead to nothing */
  begin(place: Place, ...effects: readonly Effect[]): (...answered: readonly Effect[]) => void {
    const deed: Deed = { effects: [nothing, ...effects] }
    const name = nameOf(place)
    const known = this.deeds.get(name) ?? { place, deeds: [] }
    this.deeds.set(name, known)
    known.deeds.push(deed)
    return (...answered) => void (deed.effects = answered)
  }

  /** Tells what was lost. @param shown the drafts that the person finds on that computer at the end */
  judge(ledger: Ledger, server: SimulatedServer, shown: (place: Place) => Draft | undefined): void {
    for (const { place, deeds } of this.deeds.values()) {
      const history = ledger.at(place)
      const lost = wantsOf(deeds).map(({ wishes }) =>
        wishes.filter((wish) => !isKept(wish, shown(place)) && !isDone(wish, history, server)),
      )
      const [fewest] = lost.sort((a, b) => a.length - b.length)
      for (const { field, item, value, isBack } of fewest ?? [])
        ledger.broken(
          place,
          `lost ${isBack ? 'the taking back of ' : ''}${field} ${item ?? ''} = ${JSON.stringify(value)}`,
        )
    }
  }
}

export const nothing: Effect = (wants) => wants
/** Nothing is known of what is wanted any more. */
export const forgetting: Effect = () => ({ wishes: [], discarded: [] })
export const discarding: Effect = ({ wishes }) => ({ wishes: [], discarded: wishes })
export const restoring: Effect = ({ wishes, discarded }) => {
  const known = new Set(wishes.map(({ field }) => groupOf(field)))
  const back = discarded.filter(({ field, isBack }) => !isBack && !known.has(groupOf(field)))
  // What was taken back since is newer, where the draft still has it; where it has not, the older comes back.
  const either = new Set(discarded.map(({ field }) => groupOf(field)))
  const stays = wishes.filter(({ field, isBack }) => !isBack || !either.has(groupOf(field)))
  return { wishes: [...stays, ...back], discarded: [] }
}
export const dropping =
  (field: string): Effect =>
  ({ wishes, discarded }) => ({
    wishes: wishes.filter((wish) => groupOf(wish.field) !== groupOf(field)),
    discarded,
  })

/**
 * A person changed a field from what it was when they first did so.
 * @param was the change that they saw in their draft: what they take back of it may be on its way
 */
export const wanting =
  ({ field, base, mine }: Line, since: number, was?: Line): Effect =>
  ({ wishes, discarded }) => {
    const before = wishes.filter((wish) => groupOf(wish.field) === groupOf(field))
    const others = wishes.filter((wish) => groupOf(wish.field) !== groupOf(field))
    const now = (isList(field) ? listWishes : plainWishes)({ field, base, mine }, since, before, was)
    return { wishes: [...others, ...now, ...(was ? backWishes(was, mine, now, since) : [])], discarded }
  }

function plainWishes({ field, base, mine }: Line, since: number, before: readonly Wish[]): readonly Wish[] {
  if (isPicture(field) ? mine === base || mine === null || mine === false : same(field, base, mine)) return []
  const known = before.find((wish) => wish.field === field && !wish.isBack && same(field, wish.value, mine))
  return [known ?? { field, item: null, value: mine, isBack: false, since }]
}

/** An item counts that was wanted already, or was typed now: a draft may have gone that the person still saw. */
function listWishes(
  { field, base, mine }: Line,
  since: number,
  before: readonly Wish[],
  was: Line = { field, base, mine: base },
): readonly Wish[] {
  const typed = Object.values(difference(was.mine, mine)).flat()
  const { added, removed } = difference(base, mine)
  return [...added, ...removed].flatMap((item) => {
    const value = items(mine).includes(item)
    const known = before.find((wish) => wish.item === item && !wish.isBack && wish.value === value)
    if (known) return [known]
    return typed.includes(item) ? [{ field, item, value, isBack: false, since }] : []
  })
}

/** What was wanted before and is not any more. What a command did cannot be taken back. */
function backWishes(
  { field, base, mine: before }: Line,
  mine: FieldValue,
  now: readonly Wish[],
  since: number,
): readonly Wish[] {
  if (isPicture(field)) return []
  if (!isList(field))
    return now.length > 0 || same(field, before, mine)
      ? []
      : [{ field, item: null, value: mine, isBack: true, since }]
  const { added, removed } = difference(base, before)
  return [...added, ...removed]
    .filter((item) => items(before).includes(item) !== items(mine).includes(item))
    .filter((item) => !now.some((wish) => wish.item === item))
    .map((item) => ({ field, item, value: items(mine).includes(item), isBack: true, since }))
}

/** The two ways to change a picture take each other's place. */
const groupOf = (field: string): string => (isPicture(field) ? 'picture' : field)

/** All that may be wanted, given what was answered. */
function wantsOf(deeds: readonly Deed[]): readonly Wants[] {
  let all: Wants[] = [{ wishes: [], discarded: [] }]
  for (const { effects } of deeds) {
    const next = all.flatMap((wants) => effects.map((effect) => effect(wants)))
    all = [...new Map(next.map((wants) => [JSON.stringify(wants), wants])).values()]
  }
  return all
}

/** Whether the person still finds it in their draft. */
function isKept({ field, item, value }: Wish, draft: Draft | undefined): boolean {
  const change = draft?.changes.find((one) => one.field === field)
  if (!change) return false
  return item === null ? same(field, change.mine, value) : items(change.mine).includes(item) === value
}

/** Whether it reached the server, was there already when the record was read, or was told of. */
function isDone(wish: Wish, history: History, server: SimulatedServer): boolean {
  const { field, item, value, since, isBack } = wish
  const has = (now: FieldValue): boolean =>
    item === null ? same(field, now, value) : items(now).includes(item) === value
  if (isBack) {
    // It is not there, or it is somebody else's by now, or was known to be there before it was taken back.
    const versions = server.versions.filter(({ id }) => id === history.place.id)
    const last = versions.findLast(
      ({ record }, at) => has(valueIn(record, field)) !== has(valueIn(versions[at - 1]?.record ?? {}, field)),
    )
    const isMine = history.attempts.some(
      ({ number, sent, told }) =>
        number === last?.by && field in sent && told.every(({ order }) => order > since),
    )
    return (
      has(valueIn(versions.at(-1)?.record ?? {}, field)) || !isMine || !server.records.has(history.place.id)
    )
  }
  const isTold = history.attempts.some(({ sent, told }) =>
    told.some(
      ({ order, entry }) =>
        order > since && entry.changes.some((change) => change.field === field) && has(sent[field] ?? null),
    ),
  )
  const before = history.seen.findLast(({ order }) => order < since)
  const isRead = history.seen.some(
    (seen) =>
      // What a list has already, or has not, need not be done to it.
      (seen.order > since || (item !== null && seen === before)) &&
      typeof seen.answer === 'object' &&
      (field === 'ClearAvatarFile'
        ? shows(seen.answer.record, field, true, null)
        : !isPicture(field) && has(valueIn(seen.answer.record, field))),
  )
  return isTold || isRead
}
