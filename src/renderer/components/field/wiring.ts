/** What a field hands to the control inside it, so that the two are one thing for those who listen. */
export interface Wiring {
  /** Of the control. */
  readonly id: string
  /** Of the label, for controls that a label element cannot name. */
  readonly labelledBy: string
  readonly describedBy: string | undefined
  readonly invalid: boolean
  readonly required: boolean
}

/** Attributes of a native input, textarea or select; its name comes from the label element. */
export function nativeAttributes(wiring: Wiring): Record<string, string | undefined> {
  return {
    id: wiring.id,
    'aria-describedby': wiring.describedBy,
    'aria-invalid': wiring.invalid ? 'true' : undefined,
    'aria-required': wiring.required ? 'true' : undefined,
  }
}

/** Attributes of a switch or a group, which have neither a label element nor a required state. */
export function roleAttributes(wiring: Wiring): Record<string, string | undefined> {
  return { id: wiring.id, 'aria-labelledby': wiring.labelledBy, 'aria-describedby': wiring.describedBy }
}

/** One row of a list to choose from. */
export interface Option {
  readonly id: number
  readonly name: string
  /** What tells two rows of the same name apart. */
  readonly detail: string
}

/** What stands under a changed field: the old value, or a sentence where a value alone would not tell. */
export interface Was {
  readonly value?: string
  readonly sentence?: string
}
