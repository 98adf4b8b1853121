import type { RequestMatch } from './recorder'

/** Before the request is handled, so that nothing changed; or after, so that it is done and only the answer is lost. */
export type When = 'before' | 'after'

/** Statuses that a fault answers with. */
export const faultStatuses = [401, 403, 404, 409, 429, 500, 502, 503, 504] as const
export type FaultStatus = (typeof faultStatuses)[number]

/** What goes wrong. */
export type Fault =
  /** The connection breaks. */
  | { readonly kind: 'reset'; readonly when: When }
  /** No answer until the handle's `release`. */
  | { readonly kind: 'hang'; readonly when: When }
  /** A page with status 200 instead of the answer. */
  | { readonly kind: 'html' }
  /** An error; `retryAfter` in seconds. 500 is JSON, 403 and the other 5xx are pages, the others as documented. */
  | { readonly kind: 'status'; readonly status: FaultStatus; readonly retryAfter?: number }
  /** A 200 that says it failed; nothing was done. */
  | { readonly kind: 'unsuccessful'; readonly message?: string }
  /** The answer, or each row of it, lacks these fields. */
  | { readonly kind: 'drop'; readonly fields: readonly string[] }
  /** An update is accepted, but these fields are stored differently from what was sent. */
  | { readonly kind: 'normalise'; readonly fields: Readonly<Record<string, (value: unknown) => unknown>> }
  /** The answer comes late: by so many milliseconds, or by a drawn number of them up to `upTo`. */
  | { readonly kind: 'wait'; readonly milliseconds: number; readonly upTo?: number }
  /**
   * A second writer edits the record that the request is about: the user of the path or of the body, on the portal the
   * caller's own profile. Without `changes` a flag is turned over.
   */
  | { readonly kind: 'edit'; readonly when: When; readonly changes?: Readonly<Record<string, unknown>> }
  /** `UpdatedOn` of that record moves by itself. */
  | { readonly kind: 'touch'; readonly when: When }
  /** Somebody else adds a user, or deletes one who is no demo account: rows shift between the pages of a list. */
  | { readonly kind: 'insert' | 'remove'; readonly when: When }
  /** Something else happens at that very moment. */
  | { readonly kind: 'run'; readonly when: When; readonly run: () => void }

/** A fault and the requests it meets. */
export type FaultRule = Fault &
  RequestMatch & {
    /** How many requests it meets; 1 unless said otherwise, `Infinity` until cancelled. With a chance, `Infinity`. */
    readonly times?: number
    /** From 0 to 1: how likely each matching request meets it. Drawn from the space's seed, so that it can be replayed. */
    readonly chance?: number
    /** How many matching requests it lets pass first. */
    readonly skip?: number
  }

export interface FaultHandle {
  /** How many requests met it so far. */
  readonly hits: number
  /** Resolves when the first request meets it; after the commit, for a fault that waits for it. */
  readonly hit: Promise<void>
  /** Lets hanging requests go on. */
  release(): void
  /** No further request meets it; hanging ones go on. */
  cancel(): void
}
