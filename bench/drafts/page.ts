import type { BulkEdit } from '../../src/shared/ipc/bulk'

declare global {
  interface Window {
    usherLastKey: number
  }
}

/** Notes when a key was last pressed in a field, milliseconds since 1970. Runs in the page. */
export function watchKeys(field: Element): void {
  field.addEventListener(
    'keydown',
    (event) => (window.usherLastKey = performance.timeOrigin + event.timeStamp),
    { capture: true },
  )
}

export function lastKey(): number {
  return window.usherLastKey
}

/** Has everybody's record read in full, as the edit of many does. Runs in the page. */
export async function readAll(ids: readonly number[]): Promise<void> {
  for (let from = 0; from < ids.length; from += 20) {
    const answer = await window.usher.calls['bulk.read']({
      ids: Float64Array.from(ids.slice(from, from + 20)),
    })
    if (!answer.ok || answer.value.problem) throw new Error('records could not be read')
  }
}

/** Drafts the same for everybody, until the window was told of all of it. Runs in the page. */
export async function draftForAll({
  ids,
  edits,
}: {
  readonly ids: readonly number[]
  readonly edits: readonly BulkEdit[]
}): Promise<{ drafted: number; took: number }> {
  const began = performance.now()
  const known = new Set<number>()
  const told = new Promise<void>((resolve) =>
    window.usher.on('moved', ({ drafts }) => {
      for (const { id } of drafts) known.add(id)
      if (known.size > ids.length * 0.9) resolve()
    }),
  )
  const answer = await window.usher.calls['bulk.draft']({ ids: Float64Array.from(ids), edits: [...edits] })
  if (!answer.ok) throw new Error(answer.problem.code)
  await told
  return { drafted: answer.value.drafted, took: performance.now() - began }
}
