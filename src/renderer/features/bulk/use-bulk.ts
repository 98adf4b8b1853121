import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { mostToRead, type BulkDrafted, type BulkEdit, type BulkField, type BulkLook } from '#shared/ipc/bulk'
import { toProblem, type Problem } from '#shared/ipc/errors'
import { asSet, bulkUserFields, lowersAccess, raisesAccess, userField } from '#shared/records/index'
import type { Field, FieldValue } from '#shared/records/index'
import { useDrafts } from '../../stores/drafts'
import { useView } from '../../stores/view'

/** One value of a field, or one id of a list. */
export type One = BulkField['values'][number]['value']

/** What a person wants for everybody: a value, or of a list what is added and taken. A field that is not here stays. */
export type Touched =
  { readonly value: One } | { readonly add: readonly number[]; readonly remove: readonly number[] }

/** How reading records goes that this computer does not have. */
export interface Reading {
  readonly done: number
  readonly total: number
}

/** An edit of many people at once. It is kept, with all that was chosen, until it is drafted or begun anew. */
export function useBulk() {
  const drafts = useDrafts()
  const view = useView()
  const look = shallowRef<BulkLook | null>(null)
  const reading = ref<Reading | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const touched = reactive(new Map<string, Touched>())
  let people = new Float64Array()
  /** Moves whenever another edit begins, or reading is stopped: what is on its way then is dropped. */
  let turn = 0

  const forget = (): void => {
    turn++
    touched.clear()
    look.value = reading.value = null
    people = new Float64Array()
  }
  // Somebody else's people, and another space's roles.
  watch(() => view.who, forget, { flush: 'sync' })

  const lookAgain = async (mine: number): Promise<BulkLook> => {
    const seen = await drafts.bulkLook(people)
    if (mine === turn) look.value = seen
    return seen
  }
  async function readRest(): Promise<void> {
    const mine = ++turn
    const ids = look.value?.unread.map(({ id }) => id) ?? []
    problem.value = null
    reading.value = { done: 0, total: ids.length }
    for (let from = 0; from < ids.length && mine === turn; from += mostToRead) {
      const some = ids.slice(from, from + mostToRead)
      const answer = await drafts.bulkRead(Float64Array.from(some)).catch((error: unknown) => ({
        read: [],
        problem: toProblem(error),
      }))
      if (mine !== turn) return
      reading.value = { done: from + some.length, total: ids.length }
      // One who is gone says nothing of the others.
      if (answer.problem && answer.problem.code !== 'gone') {
        problem.value = answer.problem
        break
      }
    }
    await finish(mine)
  }
  async function finish(mine: number): Promise<void> {
    if (mine !== turn) return
    reading.value = null
    await lookAgain(mine).catch((error: unknown) => (problem.value = toProblem(error)))
  }
  return {
    look,
    reading,
    /** Why some records could not be read. */
    problem,
    touched,
    /** Begins with these people, or goes on: what was chosen before stays. */
    async begin(ids: Iterable<number>, readThem: boolean): Promise<void> {
      const mine = ++turn
      people = Float64Array.from(ids)
      look.value = reading.value = problem.value = null
      try {
        const { unread } = await lookAgain(mine)
        if (mine === turn && readThem && unread.length > 0) await readRest()
      } catch (error) {
        if (mine === turn) problem.value = toProblem(error)
      }
    },
    readRest,
    /** What was read stays read. */
    stop: () => finish(++turn),
    valuesOf: (name: string): BulkField['values'] =>
      look.value?.fields.find(({ field }) => field === name)?.values ?? [],
    touch(name: string, wanted: Touched | null): void {
      const nothing = wanted && 'add' in wanted && wanted.add.length + wanted.remove.length === 0
      if (wanted === null || nothing) touched.delete(name)
      else touched.set(name, wanted)
    },
    clear: () => touched.clear(),
    /** Whether something of it gives people more than they had. */
    raises: computed(() => [...touched].some(([name, wanted]) => raises(userField(name), wanted))),
    /** Whether something of it takes from the account that is signed in what it may do. */
    locksOut: computed(() => {
      const own = look.value?.own
      if (!own) return false
      return [...touched].some(([name, wanted]) => lowers(userField(name), own[name] ?? null, wanted))
    }),
    /** Drafts it for all whose record is here. @throws UsherError; then nothing is drafted */
    async draft(): Promise<BulkDrafted> {
      const edits = [...touched].map(([field, wanted]) =>
        'add' in wanted
          ? { field, add: [...wanted.add], remove: [...wanted.remove] }
          : { field, value: wanted.value },
      ) as BulkEdit[]
      const done = await drafts.bulkDraft({ ids: people, edits })
      forget()
      return done
    },
  }
}
export type BulkEditing = ReturnType<typeof useBulk>

export const bulkFields: readonly Field[] = bulkUserFields

function lowers(field: Field | undefined, own: FieldValue, wanted: Touched): boolean {
  if ('value' in wanted) return lowersAccess(field, own, wanted.value)
  const left = asSet(own).filter((id) => !wanted.remove.includes(id))
  return lowersAccess(field, own, left)
}

function raises(field: Field | undefined, wanted: Touched): boolean {
  if ('add' in wanted) return raisesAccess(field, [], wanted.add)
  return raisesAccess(field, null, wanted.value)
}
