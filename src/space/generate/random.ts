/**
 * Chance without state: every draw is a hash of the seed, the person's number and what is drawn. So any field of any
 * record can be made alone, in any order, and comes out the same; a hundred thousand users cost nothing until asked for.
 */
export class Dice {
  constructor(
    readonly seed: number,
    readonly index: number,
  ) {}

  /** A whole number of 32 bits. */
  roll(purpose: string): number {
    let hash = Math.imul(this.seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(this.index + 1, 0xc2b2ae35)
    for (let at = 0; at < purpose.length; at += 1) hash = Math.imul(hash ^ purpose.charCodeAt(at), 0x01000193)
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    return (hash ^ (hash >>> 16)) >>> 0
  }

  /** A fraction from 0 up to, not including, 1. */
  fraction(purpose: string): number {
    return this.roll(purpose) / 2 ** 32
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number, purpose: string): number {
    return Math.floor(this.fraction(purpose) * limit)
  }

  /** Whether something of the given probability happens. */
  chance(probability: number, purpose: string): boolean {
    return this.fraction(purpose) < probability
  }

  pick<T>(list: readonly T[], purpose: string): T {
    const item = list[this.below(list.length, purpose)]
    if (item === undefined) throw new Error(`nothing to pick for ${purpose}`)
    return item
  }

  /** Lower-case hexadecimal digits. */
  hex(length: number, purpose: string): string {
    let text = ''
    for (let part = 0; text.length < length; part += 1) {
      text += this.roll(`${purpose}/${part}`).toString(16).padStart(8, '0')
    }
    return text.slice(0, length)
  }

  /** A UUID of version 4. */
  uuid(purpose: string): string {
    const digits = this.hex(32, purpose)
    const variant = '89ab'[parseInt(digits.charAt(16), 16) % 4] ?? '8'
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `${variant}${digits.slice(17, 20)}`,
      digits.slice(20),
    ].join('-')
  }

  /** So many bytes in base64, as salts and hashes look. */
  base64(bytes: number, purpose: string): string {
    return Buffer.from(this.hex(bytes * 2, purpose), 'hex').toString('base64')
  }
}
