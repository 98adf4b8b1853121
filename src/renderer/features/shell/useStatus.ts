import { computed } from 'vue'
import type { ErrorCode } from '#shared/ipc/errors'
import type { Reading } from '#shared/ipc/models'
import { useNow } from '../../components/useNow'
import { tell, waitWords } from '../../errors/wording'
import { number, t, tn } from '../../i18n'
import { ago } from '../../records/dates'
import { isFailed, needsPerson } from '../../records/states'
import { useConnection } from '../../stores/connection'
import { useDirectory } from '../../stores/directory'
import { useDrafts } from '../../stores/drafts'
import { usePortal } from '../../stores/portal'
import { useReach } from '../../stores/reach'

/** What says that a system is not reached, and no more. */
const ofReach: ReadonlySet<ErrorCode> = new Set([
  ...([
    'offline',
    'unreachable',
    'timeout',
    'tls',
    'address-unknown',
    'sign-in-ended',
    'not-signed-in',
  ] as const),
])

/** What is read beside the people themselves. */
function readingWords({ what, done, total }: Reading): string {
  if (what === 'people' || what === 'changes' || total === null) return t('app.status.changesOnly')
  return t(`app.status.reading.${what}`, { done: number(done), total: number(total) })
}

/** The words of the status bar: connection, freshness, what is saved here, how sending goes. */
export function useStatus() {
  const now = useNow(5000)
  const connection = useConnection()
  const directory = useDirectory()
  const drafts = useDrafts()
  const reach = useReach()
  const portal = usePortal()

  const reachable = computed(() => reach.user === 'online')
  /** A moment that is still to come. */
  const ahead = (until: number | null): number | null => (until !== null && until > now.value ? until : null)
  const link = computed(() => {
    if (connection.state.workOffline) return { kind: 'off', words: t('app.status.workingOffline') } as const
    if (!connection.state.online) {
      const isAlone = reach.profile === 'online'
      return { kind: 'off', words: t(isAlone ? 'app.status.spaceOffline' : 'app.status.offline') } as const
    }
    const until = ahead(connection.state.pausedUntil)
    if (until !== null) {
      const wait = waitWords(until, now.value)
      return { kind: 'paused', words: t('app.status.pausedFor', { wait }) } as const
    }
    if (reach.portalTrouble)
      return { kind: 'off', words: t(`app.status.portal.${reach.portalTrouble}`) } as const
    const portalUntil = reach.profile === 'online' ? ahead(portal.state.pausedUntil) : null
    if (portalUntil !== null) {
      const wait = waitWords(portalUntil, now.value)
      return { kind: 'paused', words: t('app.status.portal.pausedFor', { wait }) } as const
    }
    return { kind: 'on', words: t('app.status.online') } as const
  })

  const fresh = computed(() => {
    const { filling, people, total, reading, refreshedAt, problem } = directory.state
    if (filling && reading && reading.what !== 'people') return readingWords(reading)
    if (filling) {
      if (total === null) return tn('app.status.fillingUnknown', people)
      return t('app.status.filling', { done: number(Math.min(people, total)), total: number(total) })
    }
    if (refreshedAt === null) return t('app.status.never')
    const when = ago(refreshedAt, now.value)
    if (!reachable.value) return t('app.status.copyFrom', { when })
    const words = t('app.status.refreshed', { when })
    return problem ? `${words}, ${t('app.status.refreshFailed')}` : words
  })
  const freshTitle = computed(() => {
    const { problem } = directory.state
    return problem ? tell(problem, 'directory', now.value).what : undefined
  })
  /** Share of what is being read that is here, 0 to 1. */
  const filled = computed(() => {
    const { filling, reading, people, total } = directory.state
    if (!filling) return null
    if (reading && reading.what !== 'people') return reading.total ? reading.done / reading.total : null
    return total ? Math.min(1, people / total) : null
  })

  const changes = computed(() => drafts.list.reduce((sum, draft) => sum + draft.changes.length, 0))
  const conflicts = computed(
    () =>
      drafts.list.flatMap((draft) => draft.changes).filter((change) => change.theirs !== undefined).length,
  )
  /** Drafts that wait for a person for another reason than a conflict, which has a place of its own. */
  const others = computed(() =>
    drafts.list.filter((draft) => needsPerson(draft) && draft.state !== 'conflict'),
  )
  /** Where these are seen: together when they are of both kinds. */
  const stage = computed(() => {
    const failed = others.value.filter((draft) => isFailed(draft.state)).length
    if (failed === 0) return 'needs'
    return failed === others.value.length ? 'failed' : 'all'
  })
  const waiting = computed(() => drafts.list.filter((draft) => draft.state === 'queued').length)
  const work = computed(() => {
    const { running, paused, done, total, problem, checking } = drafts.sync
    if (running && paused) return t('app.status.pausing')
    if (running) return t('app.status.sending', { done: number(done), total: number(total) })
    if (paused) return tn('app.status.paused', waiting.value)
    if (checking > 0) {
      const [read, all] = [drafts.toCheck - checking, drafts.toCheck]
      return t('app.status.checking', { done: number(read), total: number(all) })
    }
    // Of the portal the connection tells already.
    const isTold = problem && reach.portalTrouble && ofReach.has(problem.code)
    if (problem && reachable.value && !isTold) {
      return t('app.status.held', { why: tell(problem, 'draft', now.value).what })
    }
    return changes.value === 0 ? t('app.status.nothing') : tn('app.status.saved', changes.value)
  })
  const paused = computed(() => drafts.sync.paused)

  const attention = computed(() => others.value.length)
  return {
    ...{ now, link, reachable, fresh, freshTitle, filled },
    ...{ changes, conflicts, attention, stage, work, paused },
  }
}
