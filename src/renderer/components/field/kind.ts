import type { Field } from '#shared/records/index'

/** How a control takes its label; a `check` stands before its label, on one line. */
export type ControlKind = 'native' | 'switch' | 'check' | 'group'

/** @param dense one of many flags */
export function kindOf({ type }: Field, dense = false): ControlKind {
  if (type === 'set') return 'group'
  if (type === 'boolean') return dense ? 'check' : 'switch'
  return 'native'
}
