export interface Throttled {
  readonly soon: () => void
  /** At once: somebody waits for it. */
  readonly now: () => void
}

/**
 * Does a job at once, and then at most once in so many ms, the last time for certain. For telling the window: a round of
 * a thousand drafts moves five thousand times.
 */
export function throttled(ms: number, job: () => void): Throttled {
  let waiting = false
  let again = false
  const run = (): void => {
    job()
    waiting = true
    setTimeout(() => {
      waiting = false
      if (!again) return
      again = false
      run()
    }, ms).unref()
  }
  return {
    soon() {
      if (waiting) again = true
      else run()
    },
    now: job,
  }
}
