import type { SyncState } from '#shared/ipc/models'
import { t, tn } from '../../i18n'

/** Before so many are done, how long one takes says nothing about the others. */
const few = 3
const minute = 60_000

/** How long a round still takes, roughly; null while that cannot be told honestly. */
export function timeLeft({ running, done, total, startedAt }: SyncState, now: number): string | null {
  if (!running || startedAt === null || done < few || total <= done) return null
  const left = ((now - startedAt) / done) * (total - done)
  if (left <= 0) return null
  return left < minute ? t('review.left.short') : tn('review.left.minutes', Math.ceil(left / minute))
}
