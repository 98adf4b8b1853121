import { t, number } from '../../i18n'
import { emails, raises } from './filter'
import type { Group } from './group'

/** What applying does beside changing values, in numbers and names. */
export interface Effects {
  /** Changes that give somebody more access, and to whom. */
  readonly raised: number
  readonly raisedTo: readonly string[]
  /** Emails that the server sends, and to whom. */
  readonly emails: number
  readonly emailsTo: readonly string[]
}

export function effectsOf(groups: readonly Group[]): Effects {
  const [raising, mailed] = [groups.filter(raises), groups.filter((group) => emails(group) > 0)]
  return {
    raised: raising.flatMap(({ lines }) => lines).filter((line) => line.raises).length,
    raisedTo: raising.map(({ name }) => name),
    emails: mailed.reduce((sum, group) => sum + emails(group), 0),
    emailsTo: mailed.map(({ name }) => name),
  }
}

const most = 3
/** Each name stands for itself, whichever way it is written (U+2068, U+2069). */
const isolated = (name: string): string => `\u2068${name}\u2069`

/** The first names of a list, and how many more there are. */
export function namesInShort(names: readonly string[]): string {
  // One more costs no more room than to say that there is one.
  if (names.length <= most + 1) return names.map(isolated).join(', ')
  const first = names.slice(0, most).map(isolated).join(', ')
  return t('review.andMore', { names: first, n: number(names.length - most) })
}
