interface Parts {
  /** So long nothing has moved, ms. */
  readonly pause: number
  /** Whether it may not be done just now; it is tried again after another pause. */
  readonly isHeld: () => boolean
  readonly job: () => void
}

/** Does something once a list that moves rests. That it is only drawn anew, as with each draft that is sent, puts off nothing. */
export function whenStill({ pause, isHeld, job }: Parts) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let place: unknown
  const run = (): void => {
    timer = isHeld() ? setTimeout(run, pause) : undefined
    if (timer === undefined) job()
  }
  return {
    /** The list was drawn. @param now another value when it moved */
    painted(now: unknown): void {
      if (now !== place) {
        clearTimeout(timer)
        timer = undefined
      }
      place = now
      timer ??= setTimeout(run, pause)
    },
    stop: (): void => clearTimeout(timer),
  }
}
