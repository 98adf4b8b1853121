import type { Chance } from './random'

interface Waiting {
  readonly life: number
  /** When it is over by itself, ms since the run began; null for what only the world can bring about. */
  readonly due: number | null
  readonly happen: () => void
}

/**
 * Owns everything that programs wait for: disk, network, time. What is waited for happens when the world says so, in an
 * order that chance decides, and a life that ends takes all its waiting with it: nothing after an await of it ever runs
 * again, as when the process is killed.
 */
export class World {
  /** Time that really passed, ms. Timers go by it. */
  now = 0
  private readonly orders = { last: 0 }
  private waiting: Waiting[] = []
  private lives = 0

  constructor(readonly chance: Chance) {}

  /** A number for a moment: larger than every one before it. */
  order(): number {
    return ++this.orders.last
  }

  /** A program that can be ended at every await. */
  live(): Life {
    const life = ++this.lives
    return {
      effect: (job) => this.wait(life, null, job),
      sleep: (ms) => this.wait(life, this.now + ms, () => undefined),
      end: () => {
        this.waiting = this.waiting.filter((one) => one.life !== life)
      },
    }
  }

  /** Lets one thing happen that is waited for. @returns whether there was any */
  happen(): boolean {
    const at = this.chooseIndex()
    const [chosen] = this.waiting.splice(at, 1)
    if (!chosen) return false
    if (chosen.due !== null) this.now = Math.max(this.now, chosen.due)
    chosen.happen()
    return true
  }

  /** Time passes only when nothing else can happen, or by chance. */
  private chooseIndex(): number {
    const soon = this.waiting.flatMap(({ due }, index) => (due === null ? [index] : []))
    if (soon.length > 0 && !this.chance.is(0.05)) return this.chance.pick(soon)
    const times = this.waiting.map(({ due }) => due ?? Infinity)
    return times.indexOf(Math.min(...times))
  }

  private wait<T>(life: number, due: number | null, job: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const happen = (): void => {
        try {
          resolve(job())
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      }
      this.waiting.push({ life, due, happen })
    })
  }
}

export interface Life {
  /** Resolves with what the job answers, once the world lets it happen. */
  effect<T>(job: () => T): Promise<T>
  sleep(ms: number): Promise<void>
  /** Nothing of it happens any more. */
  end(): void
}

/** Lets everything run that does not wait for the world. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
