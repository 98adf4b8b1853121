/** Does a job that may be interrupted without an interruption. */
export function inOnePiece<T>(job: Generator<undefined, T>): T {
  for (;;) {
    const step = job.next()
    if (step.done) return step.value
  }
}

/** So long a job keeps others waiting, ms. */
const piece = 4

interface Parts {
  readonly now: () => number
  /** Resolves once whoever waits had their turn. */
  readonly pause: () => Promise<unknown>
  /** Moves when what the job looks at has changed. */
  readonly revision: () => number
}

/**
 * Does a job piece by piece, so that whatever comes in between need not wait for all of it. It begins anew when what it
 * looks at has changed meanwhile: half of one state and half of another would be nobody's count.
 * @param job yields wherever it may be interrupted
 */
export async function inPieces<T>(
  job: () => Generator<undefined, T>,
  { now, pause, revision }: Parts,
): Promise<T> {
  for (;;) {
    const [began, steps] = [revision(), job()]
    let until = now() + piece
    let step = steps.next()
    while (!step.done && revision() === began) {
      if (now() >= until) {
        await pause()
        if (revision() !== began) break
        until = now() + piece
      }
      step = steps.next()
    }
    if (step.done) return step.value
  }
}
