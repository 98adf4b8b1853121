import type { Draft } from '#shared/ipc/models'
import { kindOf } from '#shared/records/index'
import { tell, type Told } from '../../errors/wording'
import { t } from '../../i18n'
import type { Names } from '../../records/format'
import { isFailed, needsPerson, shownState, type Reach, type ShownState } from '../../records/states'
import { lineOf, type Line } from './line'

/** A person's draft as Review shows it. */
export interface Group {
  readonly account: number
  readonly id: number
  /** What was shown; see `Draft`. */
  readonly revision: number
  readonly name: string
  readonly email: string
  /** Which of one's own profiles it is: they may have one name. Empty where nothing has to be told apart. */
  readonly which: string
  readonly state: ShownState
  /** Whether its server can be asked. */
  readonly reach: Reach
  readonly lines: readonly Line[]
  readonly problem: Told | null
  /** It gives more access than was shown when it was applied, so it is asked once more. */
  readonly confirm: boolean
  readonly retryAt: number | null
  /** When its record was read for this review. */
  readonly checkedAt: number | null
  readonly reading: number | null
  readonly editedAt: number
  /** What can be done with it now, beside discarding. */
  readonly can: 'apply' | 'hold' | 'again' | 'decide' | 'complete' | 'wait'
  /** Where it stands, for the filter. */
  readonly stage: Stage
}

/** `needs`: a person has to decide, complete or look first. `failed`: it was sent or read, and that came to nothing. */
export const stages = ['needs', 'failed', 'ready', 'waiting'] as const
export type Stage = (typeof stages)[number]

/** Whose draft it is: one's own profile is told apart from the user of the same name. */
export function draftName({ id, title }: Pick<Draft, 'id' | 'title'>): string {
  const name = title.trim() || t('values.unnamed')
  return kindOf(id) === 'profile' ? t('review.ofProfile', { name }) : name
}

/** @param which of one's own profiles it is, where there are several */
export function groupOf(draft: Draft, names: Names, reach: Reach, which = ''): Group {
  const lines = draft.changes.map((change) => lineOf(change, names))
  const can = canOf(draft, lines)
  return {
    account: draft.account,
    id: draft.id,
    revision: draft.revision,
    name: draftName(draft),
    email: draft.email,
    which,
    state: shownState(draft.state, reach),
    reach,
    lines,
    problem: draft.problem ? tell(draft.problem, 'draft') : null,
    confirm: draft.problem?.code === 'confirm-access',
    retryAt: draft.state === 'queued' && reach === 'online' ? draft.retryAt : null,
    checkedAt: draft.checkedAt,
    reading: draft.reading,
    editedAt: draft.editedAt,
    can,
    stage: stageOf(draft, can),
  }
}

function canOf(draft: Draft, lines: readonly Line[]): Group['can'] {
  if (draft.state === 'queued') return 'hold'
  if (draft.state === 'sending' || draft.state === 'verifying') return 'wait'
  if (lines.some((line) => line.invalid)) return 'complete'
  if (draft.state === 'conflict' && lines.some((line) => line.conflict)) return 'decide'
  return draft.state === 'saved' ? 'apply' : 'again'
}

function stageOf(draft: Draft, can: Group['can']): Stage {
  if (can === 'hold' || can === 'wait') return 'waiting'
  if (isFailed(draft.state)) return 'failed'
  return can === 'complete' || needsPerson(draft) ? 'needs' : 'ready'
}
