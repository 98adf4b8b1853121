import * as v from 'valibot'
import { accountList, demoCode } from './accounts'
import { faultProblem, isFault } from './http/fault-text'

/** What happens to fields that an update leaves out; the documentation says cleared, newer hints say kept (§2.7, §9). */
export const omittedBehaviours = ['cleared', 'kept'] as const
export type Omitted = (typeof omittedBehaviours)[number]

/** The status of a refused request when rates are limited; sources name both (§6.3). */
export const throttleStatuses = [409, 429] as const
export type ThrottleStatus = (typeof throttleStatuses)[number]

const whole = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.integer(),
    v.minValue(least, `must be at least ${least}`),
    v.maxValue(most, `must be at most ${most}`),
  )

/** The options that are plain data, as the command line and the app's helper give them. */
export const PlainOptions = v.strictObject({
  /** How many users; the demo accounts are among them. */
  users: v.optional(whole(accountList.length, 100_000), 320),
  locations: v.optional(whole(1, 500), 6),
  /** The same seed gives the same network. */
  seed: v.optional(whole(0, 2 ** 31 - 1), 1),
  /** 0 takes any free port. */
  port: v.optional(whole(0, 65_535), 0),
  omitted: v.optional(v.picklist(omittedBehaviours), 'cleared'),
  /** Lifetime of access tokens in seconds; about seven days, as in the vendor's example (§1.2). */
  accessLifetime: v.optional(whole(1, 31_536_000), 604_799),
  /** Lifetime of refresh tokens in seconds; 15 days (§1.4). */
  refreshLifetime: v.optional(whole(1, 31_536_000), 1_296_000),
  /** The one-time code that is right. */
  totp: v.optional(v.pipe(v.string(), v.minLength(1)), demoCode),
  /** Milliseconds that every request waits. */
  latency: v.optional(whole(0, 600_000), 0),
  /** Limits rates as documented and refuses with this status; off when absent. */
  rateLimit: v.optional(v.picklist(throttleStatuses)),
  /** A file that keeps changes and sign-ins over restarts. */
  stateFile: v.optional(v.pipe(v.string(), v.minLength(1))),
  /** Faults from the start on, in the words of `http/fault-text.ts`. */
  faults: v.optional(
    v.array(
      v.pipe(
        v.string(),
        v.check(isFault, (issue) => faultProblem(issue.input)),
      ),
    ),
    [],
  ),
  /** How many requests are remembered for `requests`; 0 remembers none. */
  keepRequests: v.optional(whole(0, 1_000_000), 20_000),
})

/** Options of {@link startSpace}; everything has a default. */
export interface SpaceOptions extends v.InferInput<typeof PlainOptions> {
  /** The clock: milliseconds since 1970. */
  readonly now?: () => number
  /** Receives what a person running the space should know, such as a damaged state file. */
  readonly warn?: (message: string) => void
}

export interface Settings extends v.InferOutput<typeof PlainOptions> {
  readonly now: () => number
  readonly warn: (message: string) => void
}

/** Fills in defaults. @throws OptionError naming the option. */
export function readOptions({ now = Date.now, warn = console.warn, ...plain }: SpaceOptions): Settings {
  const result = v.safeParse(PlainOptions, plain)
  if (result.success) return { ...result.output, now, warn }
  const [issue] = result.issues
  throw new OptionError(v.getDotPath(issue) ?? 'options', issue.message)
}

/** An option that cannot be. */
export class OptionError extends Error {
  override readonly name = 'OptionError'
  constructor(
    readonly option: string,
    readonly reason: string,
  ) {
    super(`${option}: ${reason}`)
  }
}
