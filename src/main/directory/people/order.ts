import type { Bits } from './bits'
import { inOnePiece } from './in-pieces'

interface Parts {
  /** Compares two slots that both have a value. */
  readonly compare: (a: number, b: number) => number
  readonly isNothing: (slot: number) => boolean
  readonly idOf: (slot: number) => number
  readonly isThere: (slot: number) => boolean
}

/**
 * The slots in the order of one field, kept: sorted once, and mended where a few have changed. Equal values keep the order
 * of ids, and nothing comes last, in both directions.
 */
export class Order {
  readonly #parts: Parts
  #ascending: Uint32Array | null = null
  #descending: Uint32Array | null = null
  /** By slot: its place in the one list and in the other. */
  #places: [Uint32Array | null, Uint32Array | null] = [null, null]
  /** By slot: slots of one rank are equal. */
  #ranks = new Uint32Array()
  readonly #changed = new Set<number>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** The slot's value is another one, or it came or went. */
  change(slot: number): void {
    if (this.#ascending) this.#changed.add(slot)
  }

  /** Whether everybody is sorted already, but for a few. Finding the places of more would take longer than sorting. */
  get isKept(): boolean {
    return this.#ascending !== null && this.#changed.size <= this.#ascending.length / 4
  }

  /** Sorts everybody, if that is still to be done. It may be interrupted, and holds while nothing changes. */
  *prepare(all: () => Iterable<number>): Generator<undefined, void> {
    if (!this.isKept) yield* this.#keep(yield* sortInPieces(Uint32Array.from(all()), this.#compare), null)
  }

  /** @param all the slots there are, asked for where nothing is kept yet */
  slots(descending: boolean, all: () => Iterable<number>): Uint32Array {
    if (!this.isKept) inOnePiece(this.prepare(all))
    else if (this.#changed.size > 0) inOnePiece(this.#mend())
    const kept = this.#ascending ?? new Uint32Array()
    if (!descending) return kept
    return (this.#descending ??= this.#reverse(kept))
  }

  /**
   * Some slots in this order; for a few of many, whose places are sooner sorted than everybody looked through.
   * @param some all of them there
   */
  sorted(some: Bits, descending: boolean, all: () => Iterable<number>): Uint32Array {
    const list = this.slots(descending, all)
    const places = (this.#places[descending ? 1 : 0] ??= placesIn(list))
    const found = new Uint32Array(some.count)
    let at = 0
    some.each((slot) => (found[at++] = places[slot] ?? 0))
    found.sort()
    return found.map((place) => list[place] ?? 0)
  }

  /**
   * The first of some slots, and nothing of the others: a screen of rows need not wait until everybody is sorted.
   * @param count a few
   */
  first(some: Bits, count: number, descending: boolean): Uint32Array {
    const slots = new Uint32Array(some.count)
    let at = 0
    some.each((slot) => (slots[at++] = slot))
    const best: number[] = []
    // Not one after the other: where they stand in the opposite order, each would be the best so far.
    const step = strideOf(slots.length)
    for (let index = 0, left = slots.length; left > 0; left--, index = (index + step) % slots.length) {
      const slot = slots[index] ?? 0
      const last = best[count - 1]
      if (last !== undefined && this.#compare(slot, last, descending) > 0) continue
      let [low, high] = [0, best.length]
      while (low < high) {
        const middle = (low + high) >>> 1
        if (this.#compare(best[middle] ?? 0, slot, descending) < 0) low = middle + 1
        else high = middle
      }
      best.splice(low, 0, slot)
      if (best.length > count) best.pop()
    }
    return Uint32Array.from(best)
  }

  readonly #compare = (a: number, b: number, descending = false): number => {
    const { compare, isNothing, idOf } = this.#parts
    const [noA, noB] = [isNothing(a), isNothing(b)]
    if (noA || noB) return Number(noA) - Number(noB) || idOf(a) - idOf(b)
    return (descending ? compare(b, a) : compare(a, b)) || idOf(a) - idOf(b)
  }

  #mend(): Generator<undefined, void> {
    const [kept, changed] = [this.#ascending ?? new Uint32Array(), this.#changed]
    const rest = kept.filter((slot) => !changed.has(slot))
    const moved = Uint32Array.from([...changed].filter(this.#parts.isThere)).sort(this.#compare)
    const list = new Uint32Array(rest.length + moved.length)
    let taken = 0
    for (const [index, slot] of moved.entries()) {
      const place = this.#place(rest, slot, taken)
      list.set(rest.subarray(taken, place), taken + index)
      list[place + index] = slot
      taken = place
    }
    list.set(rest.subarray(taken), taken + moved.length)
    return this.#keep(list, changed)
  }

  /** The first index, from one on, whose slot comes after the given one. */
  #place(list: Uint32Array, slot: number, from: number): number {
    let [low, high] = [from, list.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#compare(list[middle] ?? 0, slot) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  /** @param changed slots whose rank is not known; null for all */
  *#keep(list: Uint32Array, changed: ReadonlySet<number> | null): Generator<undefined, void> {
    const before = this.#ranks
    const ranks = new Uint32Array(list.reduce((most, slot) => Math.max(most, slot), -1) + 1)
    let rank = 0
    for (let index = 1; index < list.length; index++) {
      const [last, slot] = [list[index - 1] ?? 0, list[index] ?? 0]
      const known = changed && !changed.has(last) && !changed.has(slot)
      if (known ? before[last] !== before[slot] : !this.#isEqual(last, slot)) rank++
      ranks[slot] = rank
      if (index % perPiece === 0) yield
    }
    this.#ranks = ranks
    this.#changed.clear()
    this.#descending = null
    this.#places = [null, null]
    this.#ascending = list
  }

  #isEqual(a: number, b: number): boolean {
    const { compare, isNothing } = this.#parts
    if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b)
    return compare(a, b) === 0
  }

  /** Runs of equal slots keep their inner order, and those with nothing their place. */
  #reverse(ascending: Uint32Array): Uint32Array {
    const { isNothing } = this.#parts
    let end = ascending.length
    while (end > 0 && isNothing(ascending[end - 1] ?? 0)) end--
    const list = ascending.slice()
    let to = 0
    for (let last = end; last > 0;) {
      const rank = this.#ranks[ascending[last - 1] ?? 0]
      let first = last
      while (first > 0 && this.#ranks[ascending[first - 1] ?? 0] === rank) first--
      for (let from = first; from < last; from++) list[to++] = ascending[from] ?? 0
      last = first
    }
    return list
  }
}

/** So many slots are sorted, merged or ranked at a time: a few milliseconds. */
const perPiece = 1024

/** A step that comes to each of so many places once, and far from the one before. */
function strideOf(length: number): number {
  const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b))
  let step = Math.max(1, Math.round(length * 0.618))
  while (commonDivisor(step, length) > 1) step++
  return step
}

/** Runs of a piece each are sorted, and then merged two by two. */
function* sortInPieces(
  list: Uint32Array,
  compare: (a: number, b: number) => number,
): Generator<undefined, Uint32Array> {
  const { length } = list
  for (let from = 0; from < length; from += perPiece) {
    list.subarray(from, from + perPiece).sort((a, b) => compare(a, b))
    yield
  }
  let [runs, into]: [Uint32Array, Uint32Array] = [list, new Uint32Array(length)]
  for (let run = perPiece; run < length; run *= 2) {
    for (let from = 0; from < length; from += 2 * run) {
      const [middle, end] = [Math.min(from + run, length), Math.min(from + 2 * run, length)]
      let [left, right] = [from, middle]
      for (let to = from; to < end; to++) {
        const [a, b] = [runs[left] ?? 0, runs[right] ?? 0]
        const takeLeft = left < middle && (right >= end || compare(a, b) <= 0)
        into[to] = takeLeft ? a : b
        if (takeLeft) left++
        else right++
        if (to % perPiece === 0) yield
      }
    }
    ;[runs, into] = [into, runs]
  }
  return runs
}

function placesIn(list: Uint32Array): Uint32Array {
  const places = new Uint32Array(list.reduce((most, slot) => Math.max(most, slot), -1) + 1)
  for (let place = 0; place < list.length; place++) places[list[place] ?? 0] = place
  return places
}
