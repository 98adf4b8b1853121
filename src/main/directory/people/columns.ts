import type { Field, FieldValue } from '#shared/records/field'
import type { Values } from '#shared/records/merge'
import { rowUserFields } from '#shared/records/user-fields'
import { Bits } from './bits'

/** A switch of everybody: as the server has it, and with the drafts in place. */
interface Switch {
  readonly base: Bits
  readonly shown: Bits
  /** Slots where the server told; elsewhere the value is null. */
  readonly known: Bits
}

/** The values of everybody's rows, by field: switches as sets, all else as lists. Slots number the people. */
export class Columns {
  readonly #lists = new Map<string, FieldValue[]>()
  readonly #switches = new Map<string, Switch>()

  constructor(fields: readonly Field[] = rowUserFields) {
    for (const { name, type } of fields)
      if (type === 'boolean')
        this.#switches.set(name, { base: new Bits(), shown: new Bits(), known: new Bits() })
      else this.#lists.set(name, [])
  }

  /**
   * @param values as the server gave them
   * @param drafted what stands in their place
   * @param isNew nothing was written to the slot: its switches are off
   */
  write(slot: number, values: Values, drafted: Values, isNew: boolean): void {
    if (isNew && Object.keys(drafted).length === 0) return this.#add(slot, values)
    for (const [name, list] of this.#lists) list[slot] = (name in drafted ? drafted : values)[name] ?? null
    for (const [name, { base, shown, known }] of this.#switches) {
      const [value, mine] = [values[name] ?? null, (name in drafted ? drafted : values)[name] ?? null]
      base.put(slot, value === true)
      shown.put(slot, mine === true)
      known.put(slot, mine !== null)
    }
  }

  /** A hundred thousand rows are added at the start, and most of their switches are not even named. */
  #add(slot: number, values: Values): void {
    for (const name in values) {
      const value = values[name] ?? null
      const list = this.#lists.get(name)
      if (list) list[slot] = value
      else if (value !== null) {
        const bits = this.#switches.get(name)
        bits?.known.put(slot, true)
        if (value !== true) continue
        bits?.base.put(slot, true)
        bits?.shown.put(slot, true)
      }
    }
  }

  /** The value that is shown. */
  value(slot: number, name: string): FieldValue {
    return this.reader(name)(slot)
  }

  /** Reads one field's shown values; for whoever reads many, such as an order. */
  reader(name: string): (slot: number) => FieldValue {
    const list = this.#lists.get(name)
    if (list) return (slot) => list[slot] ?? null
    const bits = this.#switches.get(name)
    return (slot) => (bits?.known.has(slot) ? bits.shown.has(slot) : null)
  }

  switchOf(name: string): Switch | undefined {
    return this.#switches.get(name)
  }

  /** Those of some slots whose shown value is meant. */
  where(name: string, within: Bits, isMeant: (value: FieldValue) => boolean): Bits {
    const found = new Bits(new Uint32Array(within.words.length))
    const list = this.#lists.get(name)
    for (const slot of within) if (isMeant(list?.[slot] ?? null)) found.put(slot, true)
    return found
  }

  /** Every switch by its field. */
  switches(): [field: string, of: Switch][] {
    return [...this.#switches]
  }

  /** All values that are shown; where no draft changes them, the server's. */
  row(slot: number): Values {
    const names = [...this.#lists.keys(), ...this.#switches.keys()]
    return Object.fromEntries(names.map((name) => [name, this.value(slot, name)]))
  }
}
