import type { Draft, DraftChange } from '#shared/ipc/models'
import { raisesAccess, setDifference, userField } from '#shared/records/index'
import { tell, type Told } from '../../errors/wording'
import { t } from '../../i18n'
import { changeWords, fieldLabel, valueWords, type ChangeWords, type Names } from '../../records/format'
import { shownState, type ShownState } from '../../records/states'

/** One drafted change as Review shows it. */
export interface Line {
  readonly change: DraftChange
  readonly label: string
  readonly words: ChangeWords
  readonly raises: boolean
  /** Locations added by it: the server sends the person an email for each. */
  readonly emails: number
  /** What is missing or wrong, in words; such a change cannot be sent. */
  readonly invalid: string | null
  /** For a conflict: the value seen, the wanted one and the server's. */
  readonly conflict: { readonly base: string; readonly mine: string; readonly theirs: string } | null
}

/** A person's draft as Review shows it. */
export interface Group {
  readonly id: number
  /** What was shown; see `Draft`. */
  readonly revision: number
  readonly name: string
  readonly email: string
  readonly state: ShownState
  readonly lines: readonly Line[]
  readonly problem: Told | null
  readonly retryAt: number | null
  /** When its record was read for this review. */
  readonly checkedAt: number | null
  /** What can be done with it now, beside discarding. */
  readonly can: 'apply' | 'hold' | 'again' | 'decide' | 'complete' | 'wait'
}

export function groupOf(draft: Draft, names: Names, online: boolean, now: number): Group {
  const lines = draft.changes.map((change) => lineOf(change, names))
  return {
    id: draft.id,
    revision: draft.revision,
    name: draft.title.trim() || t('values.unnamed'),
    email: draft.email,
    state: shownState(draft.state, online),
    lines,
    problem: draft.problem ? tell(draft.problem, 'draft', now) : null,
    retryAt: draft.state === 'queued' && online ? draft.retryAt : null,
    checkedAt: draft.checkedAt,
    can: canOf(draft, lines),
  }
}

function canOf(draft: Draft, lines: readonly Line[]): Group['can'] {
  if (draft.state === 'queued') return 'hold'
  if (draft.state === 'sending' || draft.state === 'verifying') return 'wait'
  if (lines.some((line) => line.invalid)) return 'complete'
  if (draft.state === 'conflict' && lines.some((line) => line.conflict)) return 'decide'
  return draft.state === 'saved' ? 'apply' : 'again'
}

function lineOf(change: DraftChange, names: Names): Line {
  const { field, base, mine } = change
  const label = fieldLabel(field)
  const say = (value: typeof base): string => valueWords(field, value, names)
  return {
    change,
    label,
    words: changeWords(field, base, mine, names),
    raises: raisesAccess(userField(field), base, mine),
    emails: field === 'Businesses' ? setDifference(base, mine).added.length : 0,
    invalid: change.invalid
      ? t(`editor.invalid.${change.invalid}`, { label, example: 'name@example.com' })
      : null,
    conflict:
      change.theirs === undefined ? null : { base: say(base), mine: say(mine), theirs: say(change.theirs) },
  }
}
