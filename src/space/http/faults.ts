import type { Context, MiddlewareHandler } from 'hono'
import { Dice } from '../generate/random'
import type { State } from '../store/state'
import type { SpaceEnv } from './env'
import type { FaultHandle, FaultRule } from './fault'
import { matches } from './recorder'
import { strike } from './strike'

interface Deferred {
  readonly promise: Promise<void>
  readonly resolve: () => void
}

function deferred(): Deferred {
  let resolve = (): void => undefined
  const promise = new Promise<void>((settle) => (resolve = settle))
  return { promise, resolve: () => resolve() }
}

class Armed implements FaultHandle {
  hits = 0
  readonly #released = deferred()
  readonly #hit = deferred()
  readonly hit = this.#hit.promise
  #left: number
  #skip: number
  /** Requests that could have met it: the draw for one depends on nothing else. */
  #seen = 0

  /** @param number which of the space's faults it is, so that two of the same chance draw apart */
  constructor(
    readonly rule: FaultRule,
    readonly seed: number,
    readonly number: number,
  ) {
    this.#left = rule.times ?? (rule.chance === undefined ? 1 : Infinity)
    this.#skip = rule.skip ?? 0
  }

  /** Chance for the request that is met now. */
  get dice(): Dice {
    return new Dice(this.seed + this.number, this.#seen)
  }

  take(method: string, path: string): boolean {
    if (this.#left <= 0 || !matches(this.rule, method, path)) return false
    if (this.#skip > 0) {
      this.#skip -= 1
      return false
    }
    this.#seen += 1
    if (!this.dice.chance(this.rule.chance ?? 1, 'fault')) return false
    this.#left -= 1
    return true
  }

  arrive(): void {
    this.hits += 1
    this.#hit.resolve()
  }

  get released(): Promise<void> {
    return this.#released.promise
  }

  release(): void {
    this.#released.resolve()
  }

  cancel(): void {
    this.#left = 0
    this.release()
  }

  get spent(): boolean {
    return this.#left <= 0
  }
}

/** Faults in the order in which they were set; a request meets the first that matches. */
export class Faults {
  #armed: Armed[] = []
  #count = 0

  constructor(
    readonly state: State,
    readonly seed: number,
  ) {}

  add(rule: FaultRule): FaultHandle {
    this.#count += 1
    const armed = new Armed(rule, this.seed, this.#count)
    this.#armed = [...this.#armed.filter((one) => !one.spent), armed]
    return armed
  }

  readonly middleware: MiddlewareHandler<SpaceEnv> = async (context, next) => {
    const { method, path } = context.req
    const armed = this.#armed.find((one) => one.take(method, path))
    if (!armed) return next()
    const { rule, dice } = armed
    const early = !isLate(rule)
    if (!early) await next()
    armed.arrive()
    const answer = await strike(rule, { state: this.state, context, dice, released: armed.released })
    if (answer) return replace(context, answer)
    if (early) await next()
    return undefined
  }
}

/** Whether the request is handled first. */
function isLate(rule: FaultRule): boolean {
  return ('when' in rule && rule.when === 'after') || rule.kind === 'drop' || rule.kind === 'normalise'
}

function replace(context: Context<SpaceEnv>, answer: Response): Response {
  // Hono would add the headers of an answer that was already there to the new one.
  context.res = undefined
  return (context.res = answer)
}
