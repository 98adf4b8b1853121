import {
  computed,
  inject,
  provide,
  shallowRef,
  type ComputedRef,
  type InjectionKey,
  type ShallowRef,
} from 'vue'
import { toProblem, type Problem } from '#shared/ipc/errors'
import type { Draft, DraftChange } from '#shared/ipc/models'
import {
  fieldsOf,
  sameValue,
  type Field,
  type FieldValue,
  type RecordKey,
  type Values,
  type VisibleUser,
} from '#shared/records/index'
import { useDrafts } from '../../stores/drafts'
import type { Entry } from './edit-queue'
import { isUser, useOpened, type Opened } from './use-opened'
import { useUnsaved } from './unsaved'

/** One field as the editor shows it. */
export interface Edited {
  readonly value: FieldValue
  /** What the change started from; the record's own value where nothing is changed. */
  readonly base: FieldValue
  readonly changed: boolean
  readonly change: DraftChange | null
  readonly entry: Entry | null
}

export interface Editor extends Opened {
  /** The record, where it is a user's. */
  readonly user: ComputedRef<VisibleUser | null>
  readonly id: RecordKey
  readonly draft: ComputedRef<Draft | undefined>
  readonly read: (field: Field) => Edited
  readonly edit: (field: Field, mine: FieldValue) => void
  readonly revert: (field: Field) => void
  readonly retry: (field: Field) => void
  readonly resolve: (field: Field, keep: 'mine' | 'theirs') => Promise<void>
  /** Changes shown here, saved or not. */
  readonly changed: ComputedRef<readonly string[]>
  readonly unsaved: ComputedRef<boolean>
  readonly failedToSave: ComputedRef<boolean>
  readonly discard: () => Promise<void>
  readonly undoDiscard: () => Promise<void>
  /** How many changes the last discard took away, while that can be undone. */
  readonly discarded: ShallowRef<number>
  /** Why the last command of the foot, or a decision about a conflict, failed. */
  readonly trouble: ShallowRef<Problem | null>
}

const key: InjectionKey<Editor> = Symbol('editor')

/** The editor around a component. */
export function useEditorContext(): Editor {
  const editor = inject(key)
  if (!editor) throw new Error('outside of an editor')
  return editor
}

/** A record, the draft against it and what is being typed, as one form. */
export function useEditor(id: RecordKey): Editor {
  const drafts = useDrafts()
  const queue = useUnsaved().of(id)
  const draft = computed(() => drafts.byId(id))
  const opened = useOpened(id, draft)
  const changes = computed(() => new Map(draft.value?.changes.map((change) => [change.field, change])))
  const discarded = shallowRef(0)
  const trouble = shallowRef<Problem | null>(null)
  let taken: [string, Entry][] = []

  const kept = (field: Field): FieldValue =>
    (opened.opened.value?.record as Values | undefined)?.[field.observe ?? field.name] ?? null

  const read = (field: Field): Edited => {
    const entry = queue.entries.get(field.name) ?? null
    const change = changes.value.get(field.name) ?? null
    const { base, mine } = entry ?? change ?? { base: kept(field), mine: kept(field) }
    const changed = differs(field, mine, base)
    // A command has no value of its own: what it starts from is the field it acts on.
    const value = field.use === 'command' && !changed ? null : mine
    return { value, base, changed, change: changed ? change : null, entry }
  }
  const edit = (field: Field, mine: FieldValue): void => {
    const { base } = read(field)
    const wanted = field.use === 'command' ? (mine === '' || mine === false ? null : mine) : mine
    const back = wanted === null ? field.use === 'command' : !differs(field, wanted, base)
    discarded.value = 0
    queue.put(field.name, base, back ? base : wanted)
  }
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    trouble.value = null
    try {
      await work()
      return true
    } catch (error) {
      trouble.value = toProblem(error)
      return false
    }
  }
  const names = computed(() => {
    const all = new Set([...changes.value.keys(), ...queue.entries.keys()])
    return [...all].filter((name) => {
      const field = fieldsOf(id)(name)
      return field !== undefined && read(field).changed
    })
  })
  const discard = async (): Promise<void> => {
    await queue.idle()
    const count = names.value.length
    const loose = [...queue.entries]
    // Said before the drafts go, so that the way back is there as soon as they are away.
    discarded.value = count
    const left = await attempt(() => drafts.discard([id]))
    // Without a draft there is only what could not be saved; one that may have been sent stays.
    if (!left || draft.value?.unsettled) {
      discarded.value = 0
      return
    }
    taken = loose.filter(([, entry]) => entry.state === 'failed')
    for (const [field] of loose) queue.drop(field)
  }
  const undoDiscard = async (): Promise<void> => {
    if (!(await attempt(() => drafts.restore([id])))) return
    for (const [field, entry] of taken) queue.put(field, entry.base, entry.mine)
    discarded.value = 0
  }
  const editor: Editor = {
    ...opened,
    user: computed(() =>
      opened.opened.value && isUser(opened.opened.value) ? opened.opened.value.record : null,
    ),
    id,
    draft,
    read,
    edit,
    revert: (field) => queue.put(field.name, read(field).base, read(field).base),
    retry: (field) => queue.retry(field.name),
    resolve: async (field, keep) => {
      await queue.idle()
      await attempt(() => drafts.resolve(id, field.name, keep))
    },
    changed: names,
    unsaved: computed(() => [...queue.entries.values()].some((entry) => entry.state === 'saving')),
    failedToSave: computed(() => [...queue.entries.values()].some((entry) => entry.state === 'failed')),
    discard,
    undoDiscard,
    discarded,
    trouble,
  }
  provide(key, editor)
  return editor
}

/** A command is given as soon as it is not what it started from; its base is another field's text. */
function differs(field: Field, mine: FieldValue, base: FieldValue): boolean {
  return field.use === 'command' ? (mine ?? '') !== (base ?? '') : !sameValue(field, mine, base)
}
