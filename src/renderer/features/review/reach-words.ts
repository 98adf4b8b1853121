import { kindOf } from '#shared/records/index'
import { t, tn } from '../../i18n'
import type { Reach } from '../../records/states'
import { raises } from './filter'
import type { Group } from './group'

/** Those of a review that a server can be asked about, and those that wait for theirs. */
const at = (groups: readonly Group[], reach: Reach): readonly Group[] =>
  groups.filter((group) => group.reach === reach)

/**
 * What will wait after it has been applied, and for what; empty where all of it can be sent at once. One's profile and
 * people are of two systems: either may be away while the other is there.
 * @param space whether the space can be asked, selected or not
 */
export function leadWords(selected: readonly Group[], space: Reach): string {
  const away = at(selected, 'offline')
  const people = away.filter(({ id }) => kindOf(id) === 'user')
  const words: string[] = []
  if (people.length > 0 && at(selected, 'online').length > 0) words.push(t('review.leadSpace'))
  else if (away.length > 0) words.push(t(space === 'online' ? 'review.leadPortal' : 'review.leadOffline'))
  if (people.some(raises)) words.push(t('review.leadOfflineAccess'))
  if (at(selected, 'ended').length > 0) words.push(t('review.leadEnded'))
  return words.join(' ')
}

/** What becomes of what was just applied: it is sent, or waits. */
export function sentWords(groups: readonly Group[]): string {
  const parts = (['online', 'offline', 'ended'] as const).flatMap((reach) => {
    const some = at(groups, reach)
    if (some.length === 0) return []
    const words = { changes: countChanges(some), people: tn('review.people', some.length) }
    return [t(`review.sent.${reach}`, words)]
  })
  return parts.join(' ')
}

export function countChanges(groups: readonly Group[]): string {
  return tn(
    'review.changes',
    groups.reduce((sum, group) => sum + group.lines.length, 0),
  )
}
