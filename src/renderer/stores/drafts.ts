import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import type { BulkDraft } from '#shared/ipc/bulk'
import type { EditDraft } from '#shared/ipc/contract'
import type { FieldValue } from '#shared/records/index'
import { noSync, type Draft, type JournalEntry, type MovedDrafts, type Shown } from '#shared/ipc/models'
import { call, listen } from '../bridge/client'
import { mirror } from './mirror'

/** One field as it was seen and as it is wanted. */
interface FieldEdit {
  readonly account: number
  readonly id: number
  readonly field: string
  readonly base: FieldValue
  readonly mine: FieldValue
}

/** The contract's lists are plain arrays, ours are read-only. */
function wire(value: FieldValue): EditDraft['mine'] {
  return typeof value === 'object' && value !== null ? [...value] : value
}

/** A list in which some drafts have moved: they stay in their places, and new ones come last. */
function withMoved(list: readonly Draft[], { drafts, gone }: MovedDrafts): readonly Draft[] {
  const moved = new Map(drafts.map((draft) => [draft.id, draft]))
  const away = new Set(gone)
  const stayed = list.filter(({ id }) => !away.has(id)).map((draft) => moved.get(draft.id) ?? draft)
  const known = new Set(list.map(({ id }) => id))
  return [...stayed, ...drafts.filter(({ id }) => !known.has(id))]
}

/** What is drafted on this computer, and how its sending goes. */
export const useDrafts = defineStore('drafts', () => {
  const drafts = mirror('drafts', 'drafts.list', [])
  let early = false
  listen('moved', (moved) => {
    early = true
    drafts.state.value = withMoved(drafts.state.value, moved)
  })
  const sync = mirror('sync', 'sync.state', noSync)
  const byId = computed(() => new Map(drafts.state.value.map((draft) => [draft.id, draft])))
  /** Of how many records the ones that are still to be read are left, since the last time none was. */
  const toCheck = ref(0)
  watch(
    () => sync.state.value.checking,
    (now, before) => {
      toCheck.value = now === 0 ? 0 : before === 0 ? now : toCheck.value + Math.max(0, now - before)
    },
    { flush: 'sync' },
  )
  const load = async (): Promise<void> => {
    await sync.load()
    // Once more when something moved meanwhile: it may be newer than the list that was on its way.
    early = true
    for (let tries = 0; early && tries < 5; tries++) {
      early = false
      await drafts.load()
    }
  }
  return {
    list: drafts.state,
    sync: sync.state,
    toCheck,
    load,
    /** As they are now: what main tells unasked may come a moment later. */
    now: () => call('drafts.list', undefined),
    byId: (id: number): Draft | undefined => byId.value.get(id),
    /** Resolves when the change is on disk. */
    edit: ({ account, id, field, base, mine }: FieldEdit) =>
      call('drafts.edit', { account, id, field, base: wire(base), mine: wire(mine) }),
    /** Reads the drafts' records, so that they are shown against what the server holds now. */
    check: (ids: readonly number[]) => call('drafts.check', { ids: [...ids] }),
    /** Nobody looks at them any more. */
    endChecks: () => call('drafts.endChecks', undefined),
    /** Sends on what was shown. @returns which drafts had moved since, and were not */
    apply: (shown: readonly Shown[]) =>
      call('drafts.apply', {
        shown: shown.map(({ account, id, revision, reading }) => ({ account, id, revision, reading })),
      }),
    bulkLook: (ids: Float64Array<ArrayBuffer>) => call('bulk.look', { ids }),
    bulkRead: (ids: Float64Array<ArrayBuffer>) => call('bulk.read', { ids }),
    bulkDraft: (wanted: BulkDraft) => call('bulk.draft', wanted),
    bulkUndo: (edit: number) => call('bulk.undo', { edit }),
    hold: (ids: readonly number[]) => call('drafts.hold', { ids: [...ids] }),
    discard: (ids: readonly number[]) => call('drafts.discard', { ids: [...ids] }),
    restore: (ids: readonly number[]) => call('drafts.restore', { ids: [...ids] }),
    resolve: (id: number, field: EditDraft['field'], decision: 'mine' | 'theirs' | { value: FieldValue }) =>
      call('drafts.resolve', {
        ...{ id, field },
        keep: typeof decision === 'object' ? { value: wire(decision.value) } : decision,
      }),
    pause: (on: boolean) => call('sync.pause', { on }),
    /** Entries with these words, or of these fields, older than one. */
    journal: (search: { text: string; fields: readonly string[]; before: number | null; count: number }) =>
      call('journal.list', { ...search, fields: [...search.fields] }),
    undo: (entry: JournalEntry) => call('journal.undo', { entry: entry.id }),
    /** Who changed a field on the server. */
    who: (id: number, field: EditDraft['field']) => call('audit.who', { id, field }),
  }
})
