import type { CountFacets, FindIds, FindPlaces, FindRows } from '#shared/ipc/contract'
import type { Problem } from '#shared/ipc/errors'
import type { Facets, FoundRows, Row } from '#shared/ipc/models'
import type { Lookup } from '#shared/records/field'
import type { Drafted, PersonRow, RowsOf } from './table'

/** How many people there are, and which state of them that is. */
export interface Counts {
  readonly size: number
  readonly revision: number
}

/** What main asks the people's thread, and what that answers. */
export interface PeopleCalls {
  /** Shows an account's kept rows, or nobody. */
  open: { args: number | null; result: Counts }
  put: { args: readonly PersonRow[]; result: Counts }
  remove: { args: readonly number[]; result: Counts }
  setPending: { args: readonly (readonly [number, Drafted | null])[]; result: Counts }
  name: { args: { lookup: Lookup; rows: readonly { id: number; name: string }[] }; result: Counts }
  /** Answers the ids as JSON; null when the server did not tell. */
  setMembers: {
    args: { lookup: Lookup; row: number; answer: string; readAt: number }
    result: Counts & { readonly ids: string | null }
  }
  facets: { args: CountFacets; result: Facets }
  find: { args: FindRows; result: FoundRows }
  ids: { args: FindIds; result: Float64Array }
  places: { args: FindPlaces; result: readonly number[] }
  /** People's rows, in the order in which they are asked for; whoever is not there is left out. */
  rows: { args: RowsOf; result: readonly Row[] }
}
export type PeopleCall = keyof PeopleCalls

export type PeopleRequest =
  | {
      [C in PeopleCall]: { readonly type: C; readonly call: number; readonly args: PeopleCalls[C]['args'] }
    }[PeopleCall]
  | { readonly type: 'close' }

export type PeopleReply =
  | { readonly call: number; readonly value: PeopleCalls[PeopleCall]['result'] }
  | { readonly call: number; readonly problem: Problem }

/** The people's thread, or what stands in for it. */
export interface PeoplePort {
  postMessage(request: PeopleRequest): void
  onReply(listener: (reply: PeopleReply) => void): void
  onEnd(listener: (cause: string) => void): void
}
