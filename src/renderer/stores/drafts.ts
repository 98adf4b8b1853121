import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { EditDraft } from '#shared/ipc/contract'
import type { Draft, SyncState } from '#shared/ipc/models'
import { call } from '../bridge/client'
import { mirror } from './mirror'

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
    edit: (change: EditDraft) => call('drafts.edit', change),
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
