import { shallowReactive } from 'vue'
import { toProblem, type Problem } from '#shared/ipc/errors'
import type { FieldValue } from '#shared/records/index'

/** What was typed into one field and is not yet, or only just, in a draft. */
export interface Entry {
  /** The value the person saw when they first changed the field. */
  readonly base: FieldValue
  readonly mine: FieldValue
  /** `saved`: on disk, but the drafts shown here do not tell of it yet. */
  readonly state: 'saving' | 'saved' | 'failed'
  readonly problem: Problem | null
}

/** Resolves when the value is on disk. */
export type Save = (field: string, base: FieldValue, mine: FieldValue) => Promise<unknown>

export interface EditQueue {
  /** Reactive: by field name. */
  readonly entries: ReadonlyMap<string, Entry>
  /** Saves a value as soon as the field's earlier one has been; of several that wait only the newest is saved. */
  readonly put: (field: string, base: FieldValue, mine: FieldValue) => void
  readonly retry: (field: string) => void
  readonly drop: (field: string) => void
  /** Resolves when nothing is on its way to the disk, whether it arrived or failed. */
  readonly idle: () => Promise<void>
}

/**
 * Takes what a person types, at once and in order: one call in flight a field, the newest value wins, and a value that
 * could not be saved stays here with its problem until it is saved, reverted or discarded.
 * @param onSaved told when a field's newest value is on disk
 */
export function createEditQueue(
  save: Save,
  onSaved: (field: string, entry: Entry) => void = () => {},
): EditQueue {
  const entries = shallowReactive(new Map<string, Entry>())
  const running = new Map<string, Promise<void>>()

  const settle = (field: string, entry: Entry, problem: Problem | null): void => {
    if (entries.get(field) !== entry) return
    const settled: Entry = { ...entry, state: problem ? 'failed' : 'saved', problem }
    entries.set(field, settled)
    if (!problem) onSaved(field, settled)
  }
  const run = async (field: string): Promise<void> => {
    for (let entry = entries.get(field); entry?.state === 'saving'; entry = entries.get(field)) {
      try {
        await save(field, entry.base, entry.mine)
        settle(field, entry, null)
      } catch (error) {
        settle(field, entry, toProblem(error))
      }
    }
    running.delete(field)
  }
  const put = (field: string, base: FieldValue, mine: FieldValue): void => {
    entries.set(field, { base, mine, state: 'saving', problem: null })
    if (!running.has(field))
      running.set(
        field,
        Promise.resolve().then(() => run(field)),
      )
  }
  return {
    entries,
    put,
    retry: (field) => {
      const entry = entries.get(field)
      if (entry) put(field, entry.base, entry.mine)
    },
    drop: (field) => void entries.delete(field),
    idle: async () => {
      while (running.size > 0) await Promise.all(running.values())
    },
  }
}
