import { Bits } from './bits'
import { Grams } from './grams'

/** Slots a block; a multiple of 32, so that a block begins with a word of a set. */
const perBlock = 128
const wordsPerBlock = perBlock / 32
/** So many texts are indexed at a time: about a millisecond. */
const perPiece = 256
/** So many texts of a block are sooner looked at one by one than all of the block. */
const few = 12

interface Block {
  readonly text: string
  /** Where each slot's text begins, and where the last one ends. */
  readonly starts: Int32Array
}

/**
 * What search looks at: one folded text a slot. Those that are indexed are found by the letters they have; the others are
 * joined in blocks. Looking through one long text is what the runtime does fastest, and a block without a hit is done with
 * at one call.
 */
export class Texts {
  readonly #pieces: string[] = []
  readonly #blocks: Block[] = []
  readonly #stale = new Set<number>()
  readonly #grams = new Grams()
  /** Slots whose text is not in the index, or whose text there is an older one. */
  readonly #loose = new Bits()

  put(slot: number, text: string): void {
    while (this.#pieces.length < slot) this.#pieces.push('')
    this.#pieces[slot] = text
    this.#stale.add(Math.floor(slot / perBlock))
    this.#loose.put(slot, true)
  }

  get isIndexed(): boolean {
    return this.#loose.isEmpty
  }

  /** Indexes what is not. It may be interrupted at any time, and goes on where it was. */
  *index(): Generator<undefined, void> {
    let left = perPiece
    for (const slot of this.#loose) {
      this.#grams.put(slot, this.at(slot))
      this.#loose.put(slot, false)
      if (--left > 0) continue
      left = perPiece
      yield
    }
  }

  at(slot: number): string {
    return this.#pieces[slot] ?? ''
  }

  /**
   * Slots whose text contains a word.
   * @param within looks at no others
   */
  find(word: string, within: Bits): Bits {
    const indexed = within.less(this.#loose)
    const isSure = this.#grams.narrow(word, indexed)
    const found = isSure ? indexed : this.#look(word, indexed)
    return this.#loose.isEmpty ? found : found.or(this.#look(word, within.and(this.#loose)))
  }

  /** The same without the index. */
  #look(word: string, within: Bits): Bits {
    this.#join()
    const found = new Bits(new Uint32Array(Math.ceil(this.#pieces.length / 32)))
    const lookAt = (slot: number): void => {
      if (this.at(slot).includes(word)) found.put(slot, true)
    }
    for (const [number, { text, starts }] of this.#blocks.entries()) {
      const first = number * wordsPerBlock
      const wanted = within.countWords(first, first + wordsPerBlock)
      if (wanted === 0) continue
      if (wanted <= few) {
        within.each(lookAt, first, first + wordsPerBlock)
        continue
      }
      let slot = 0
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, starts[slot])) {
        while ((starts[slot + 1] ?? Infinity) <= at) slot++
        found.put(number * perBlock + slot, true)
        slot++
      }
    }
    return found.and(within)
  }

  #join(): void {
    for (const number of this.#stale) {
      const pieces = this.#pieces.slice(number * perBlock, (number + 1) * perBlock)
      const starts = new Int32Array(pieces.length + 1)
      let end = 0
      for (const [slot, piece] of pieces.entries()) starts[slot + 1] = end += piece.length + 1
      // No word holds this character, so that none is found across the border of two texts.
      this.#blocks[number] = { text: `${pieces.join('\0')}\0`, starts }
    }
    this.#stale.clear()
  }
}
