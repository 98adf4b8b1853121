import type { Lookup } from '../records/field'

/** One condition of a search; all of a search's must hold. */
export type Term = {
  /** The condition must not hold. */
  readonly not: boolean
} & (
  | {
      /** Found in name, email, or the name of a role or location. */
      readonly kind: 'text'
      readonly text: string
    }
  | {
      /** Has a row of a lookup whose name contains the text, or that very row. */
      readonly kind: 'member'
      readonly lookup: Lookup
      readonly name: string
      readonly id: number | null
    }
  | {
      /** One of these switches is on. */
      readonly kind: 'switch'
      readonly fields: readonly string[]
    }
  | { readonly kind: 'draft' }
  | {
      /** The field has no value. */
      readonly kind: 'never'
      readonly field: string
    }
  | {
      /** A moment that lies further back than so many milliseconds, or less far. */
      readonly kind: 'age'
      readonly field: string
      readonly over: boolean
      readonly ms: number
    }
)
