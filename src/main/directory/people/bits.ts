/** A set of slots, one bit each; it grows as it is told of higher ones. */
export class Bits {
  words: Uint32Array

  constructor(words = new Uint32Array(4)) {
    this.words = words
  }

  has(slot: number): boolean {
    return ((this.words[slot >>> 5] ?? 0) & (1 << (slot & 31))) !== 0
  }

  put(slot: number, on: boolean): void {
    const at = slot >>> 5
    if (at >= this.words.length) {
      if (!on) return
      const grown = new Uint32Array(Math.max(at + 1, this.words.length * 2))
      grown.set(this.words)
      this.words = grown
    }
    const mask = 1 << (slot & 31)
    const word = this.words[at] ?? 0
    this.words[at] = on ? word | mask : word & ~mask
  }

  get count(): number {
    return this.countWords(0, this.words.length)
  }

  get isEmpty(): boolean {
    return this.words.every((word) => word === 0)
  }

  /** Slots that are in both. */
  and(other: Bits): Bits {
    const length = Math.min(this.words.length, other.words.length)
    const words = new Uint32Array(length)
    for (let at = 0; at < length; at++) words[at] = (this.words[at] ?? 0) & (other.words[at] ?? 0)
    return new Bits(words)
  }

  /** Lets go of all slots that are not in another set. */
  keep(other: Bits): void {
    for (let at = 0; at < this.words.length; at++)
      this.words[at] = (this.words[at] ?? 0) & (other.words[at] ?? 0)
  }

  /** Takes in all slots of another set. */
  add(other: Bits): void {
    if (other.words.length > this.words.length) {
      const grown = other.words.slice()
      for (let at = 0; at < this.words.length; at++) grown[at] = (grown[at] ?? 0) | (this.words[at] ?? 0)
      this.words = grown
      return
    }
    for (let at = 0; at < other.words.length; at++)
      this.words[at] = (this.words[at] ?? 0) | (other.words[at] ?? 0)
  }

  /** Slots that are in either. */
  or(other: Bits): Bits {
    const words = new Uint32Array(Math.max(this.words.length, other.words.length))
    for (let at = 0; at < words.length; at++) words[at] = (this.words[at] ?? 0) | (other.words[at] ?? 0)
    return new Bits(words)
  }

  /** Slots that are in this and not in the other. */
  less(other: Bits): Bits {
    const words = this.words.slice()
    for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) & ~(other.words[at] ?? 0)
    return new Bits(words)
  }

  /** Of the slots in here: how many are in one or another of two sets, and how many in both of them. */
  countOf(one: Bits, other: Bits): { either: number; both: number } {
    let [either, both] = [0, 0]
    for (let at = 0; at < this.words.length; at++) {
      const word = this.words[at] ?? 0
      if (word === 0) continue
      const [a, b] = [one.words[at] ?? 0, other.words[at] ?? 0]
      const any = word & (a | b)
      if (any === 0) continue
      either += ones(any)
      both += ones(word & a & b)
    }
    return { either, both }
  }

  /** How many slots are in a run of 32-slot words, from one up to, not with, another. */
  countWords(from: number, to: number): number {
    let count = 0
    for (let at = from; at < to; at++) {
      const word = this.words[at] ?? 0
      if (word !== 0) count += ones(word)
    }
    return count
  }

  /** Does something with each slot of a run of words; quicker than iterating. */
  each(visit: (slot: number) => void, from = 0, to = this.words.length): void {
    for (let at = from; at < to; at++)
      for (let word = this.words[at] ?? 0; word !== 0; word &= word - 1)
        visit(at * 32 + (31 - Math.clz32(word & -word)))
  }

  *[Symbol.iterator](): Generator<number> {
    for (let at = 0; at < this.words.length; at++)
      for (let word = this.words[at] ?? 0; word !== 0; word &= word - 1)
        yield at * 32 + (31 - Math.clz32(word & -word))
  }
}

/** The number of bits that are set in a word of 32. */
function ones(word: number): number {
  word -= (word >>> 1) & 0x55555555
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
