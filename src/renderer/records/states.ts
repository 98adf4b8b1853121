import {
  Ban,
  CircleX,
  Clock,
  CloudCheck,
  CloudOff,
  CloudSync,
  CloudUpload,
  GitCompareArrows,
  HardDrive,
  LogIn,
  UserX,
  type LucideIcon,
} from '@lucide/vue'
import type { Draft, DraftState } from '#shared/ipc/models'

/** Whether a system can be asked: `ended` when it no longer takes the sign-in. */
export type Reach = 'online' | 'offline' | 'ended'

/** What a person is told about where a change is: main's states, with what the connection makes of them. */
export type ShownState = DraftState | 'synced' | Exclude<Reach, 'online'>

/** `calm` needs nobody, `wait` goes on by itself, `act` waits for a person. */
export interface StateLook {
  readonly icon: LucideIcon
  readonly tone: 'calm' | 'wait' | 'good' | 'act' | 'bad'
}

export const stateLooks: Readonly<Record<ShownState, StateLook>> = {
  saved: { icon: HardDrive, tone: 'calm' },
  queued: { icon: Clock, tone: 'wait' },
  sending: { icon: CloudUpload, tone: 'wait' },
  verifying: { icon: CloudSync, tone: 'wait' },
  synced: { icon: CloudCheck, tone: 'good' },
  offline: { icon: CloudOff, tone: 'act' },
  ended: { icon: LogIn, tone: 'act' },
  conflict: { icon: GitCompareArrows, tone: 'act' },
  blocked: { icon: Ban, tone: 'act' },
  refused: { icon: CircleX, tone: 'bad' },
  gone: { icon: UserX, tone: 'bad' },
}

/** Of a draft that waits to be sent while its server cannot be asked, that is told. */
export function shownState(state: DraftState, reach: Reach): ShownState {
  return state === 'queued' && reach !== 'online' ? reach : state
}

/**
 * Drafts that wait for a person and not for the server: they cannot go on as they are, or have something to be looked
 * at before they are applied again.
 */
export function needsPerson({ state, problem }: Pick<Draft, 'state' | 'problem'>): boolean {
  return isFailed(state) || state === 'conflict' || (state === 'saved' && problem !== null)
}

/** Drafts whose sending came to an end that is none. */
export function isFailed(state: DraftState): boolean {
  return state === 'refused' || state === 'blocked' || state === 'gone'
}
