import { defineStore } from 'pinia'
import { watch } from 'vue'
import type { EditDraft } from '#shared/ipc/contract'
import { fieldsOf, kindOf, sameValue, type FieldValue, type RecordKey } from '#shared/records/index'
import { beforeLeaving } from '../../leaving'
import { useDrafts } from '../../stores/drafts'
import { usePortal } from '../../stores/portal'
import { useSession } from '../../stores/session'
import { createEditQueue, type EditQueue, type Entry } from './edit-queue'

/**
 * What was typed and is not on disk yet, by person. It outlives the editor, so that a text which could not be saved is
 * still there when the person is opened again.
 */
export const useUnsaved = defineStore('unsaved', () => {
  const drafts = useDrafts()
  const session = useSession()
  const portal = usePortal()
  const queues = new Map<string, EditQueue>()

  /** Whether the drafts shown here already tell of the value. */
  const told = (id: RecordKey, name: string, entry: Entry): boolean => {
    const field = fieldsOf(id)(name)
    const change = drafts.byId(id)?.changes.find((one) => one.field === name)
    return field !== undefined && sameValue(field, change ? change.mine : entry.base, entry.mine)
  }
  const create = (account: number, id: RecordKey): EditQueue => {
    const queue = createEditQueue(
      (field, base, mine) => drafts.edit({ account, id, field, base: wire(base), mine: wire(mine) }),
      (field, entry) => {
        if (told(id, field, entry)) queue.drop(field)
      },
    )
    return queue
  }
  /** The person's queue; another account's texts are another queue. */
  const of = (id: RecordKey): EditQueue => {
    const { account: who } = kindOf(id) === 'profile' ? portal.state.session : session.state
    const account = who?.account ?? 0
    const key = `${account} ${id}`
    const queue = queues.get(key) ?? create(account, id)
    queues.set(key, queue)
    return queue
  }
  /** Once newer drafts are shown, they are the truth about everything that was saved. */
  const dropSaved = (queue: EditQueue): void => {
    for (const [field, entry] of queue.entries) if (entry.state === 'saved') queue.drop(field)
  }
  beforeLeaving(() => Promise.all([...queues.values()].map((queue) => queue.idle())))
  watch(
    () => drafts.list,
    () => queues.forEach(dropSaved),
    { flush: 'sync' },
  )
  return { of, dropSaved }
})

/** Lists cross to main as lists of their own. */
function wire(value: FieldValue): EditDraft['mine'] {
  return value !== null && typeof value === 'object' ? [...value] : value
}
