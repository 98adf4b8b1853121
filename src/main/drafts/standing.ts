import type { Patch } from '#shared/records/merge'
import type { Move } from './patch'

/**
 * What the last edit of many did and nobody has touched since. It is followed and not found out afterwards: where the
 * edit had emptied a draft, or the same is wished a second time, looking at the draft does not tell the two apart.
 */
export interface Standing {
  /** Another edit is the last one. */
  begin(edited: readonly { readonly id: number; readonly moves: readonly Move[] }[]): void
  /** A draft is another by now. */
  moved(id: number, patch: Patch): void
  /** A person discarded a draft: that is newer than the wish to have any of it back. */
  discarded(id: number): void
  /** What still stands of one person's draft. */
  of(id: number): readonly Move[]
}

export function createStanding(): Standing {
  let last = new Map<number, readonly Move[]>()
  return {
    begin: (edited) => void (last = new Map(edited.map(({ id, moves }) => [id, moves]))),
    moved(id, patch) {
      const moves = last.get(id)
      if (!moves) return
      const stands = ({ field, after }: Move): boolean =>
        JSON.stringify(patch[field] ?? null) === JSON.stringify(after)
      last.set(id, moves.filter(stands))
    },
    discarded: (id) => void last.delete(id),
    of: (id) => last.get(id) ?? [],
  }
}
