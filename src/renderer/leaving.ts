import { call, listen } from './bridge/client'

/** How long leaving waits for the disk, ms: one that does not answer holds nobody. */
const patience = 500

const jobs = new Set<() => Promise<unknown>>()

/** Has something done before whoever is signed in leaves: by signing out, closing the window or ending Usher. */
export function beforeLeaving(job: () => Promise<unknown>): void {
  jobs.add(job)
}

/** Resolves once everything that was still to be kept is, has failed, or has taken too long. */
export async function keepAll(): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise((resolve) => (timer = setTimeout(resolve, patience)))
  await Promise.race([Promise.allSettled([...jobs].map((job) => job())), late])
  clearTimeout(timer)
}

/** Main asks before it closes the window, and waits for the answer. */
export function answerLeaving(): void {
  listen('leaving', () => void keepAll().then(() => call('app.left', undefined)))
}
