import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { EditDraft } from '#shared/ipc/contract'
import type { FieldValue } from '#shared/records/index'
import type { Draft, SyncState } from '#shared/ipc/models'
import { call } from '../bridge/client'
import { mirror } from './mirror'

/** One field as it was seen and as it is wanted. */
interface FieldEdit {
  readonly id: number
  readonly field: string
  readonly base: FieldValue
  readonly mine: FieldValue
}

/** The contract's lists are plain arrays, ours are read-only. */
function wire(value: FieldValue): EditDraft['mine'] {
  return typeof value === 'object' && value !== null ? [...value] : value
}

/** What is drafted on this computer, and how its sending goes. */
export const useDrafts = defineStore('drafts', () => {
  const drafts = mirror('drafts', 'drafts.list', [])
  const sync = mirror('sync', 'sync.state', {
    running: false,
    done: 0,
    total: 0,
    problem: null,
  } satisfies SyncState)
  const byId = computed(() => new Map(drafts.state.value.map((draft) => [draft.id, draft])))
  const load = async (): Promise<void> => {
    await Promise.all([drafts.load(), sync.load()])
  }
  return {
    list: drafts.state,
    sync: sync.state,
    load,
    byId: (id: number): Draft | undefined => byId.value.get(id),
    /** Resolves when the change is on disk. */
    edit: ({ id, field, base, mine }: FieldEdit) =>
      call('drafts.edit', { id, field, base: wire(base), mine: wire(mine) }),
    apply: (ids: readonly number[]) => call('drafts.apply', { ids: [...ids] }),
    hold: (ids: readonly number[]) => call('drafts.hold', { ids: [...ids] }),
    discard: (ids: readonly number[]) => call('drafts.discard', { ids: [...ids] }),
    restore: (ids: readonly number[]) => call('drafts.restore', { ids: [...ids] }),
    resolve: (id: number, field: EditDraft['field'], keep: 'mine' | 'theirs') =>
      call('drafts.resolve', { id, field, keep }),
    journal: (count: number) => call('journal.list', { count }),
    undo: (entry: number) => call('journal.undo', { entry }),
  }
})
