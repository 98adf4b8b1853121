import type { Bits } from './bits'

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

  /** @param all the slots there are, asked for where nothing is kept yet */
  slots(descending: boolean, all: () => Iterable<number>): Uint32Array {
    let kept = this.#ascending
    // Finding the places of so many would take longer than sorting.
    if (!kept || this.#changed.size > kept.length / 4) kept = this.#sort(all())
    else if (this.#changed.size > 0) kept = this.#mend(kept)
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

  readonly #compare = (a: number, b: number): number => {
    const { compare, isNothing, idOf } = this.#parts
    const [noA, noB] = [isNothing(a), isNothing(b)]
    if (noA || noB) return Number(noA) - Number(noB) || idOf(a) - idOf(b)
    return compare(a, b) || idOf(a) - idOf(b)
  }

  #sort(all: Iterable<number>): Uint32Array {
    const list = Uint32Array.from(all).sort(this.#compare)
    return this.#keep(list, null)
  }

  #mend(kept: Uint32Array): Uint32Array {
    const changed = this.#changed
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
  #keep(list: Uint32Array, changed: ReadonlySet<number> | null): Uint32Array {
    const before = this.#ranks
    const ranks = new Uint32Array(list.reduce((most, slot) => Math.max(most, slot), -1) + 1)
    let rank = 0
    for (let index = 1; index < list.length; index++) {
      const [last, slot] = [list[index - 1] ?? 0, list[index] ?? 0]
      const known = changed && !changed.has(last) && !changed.has(slot)
      if (known ? before[last] !== before[slot] : !this.#isEqual(last, slot)) rank++
      ranks[slot] = rank
    }
    this.#ranks = ranks
    this.#changed.clear()
    this.#descending = null
    this.#places = [null, null]
    this.#ascending = list
    return list
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

function placesIn(list: Uint32Array): Uint32Array {
  const places = new Uint32Array(list.reduce((most, slot) => Math.max(most, slot), -1) + 1)
  for (let place = 0; place < list.length; place++) places[list[place] ?? 0] = place
  return places
}
