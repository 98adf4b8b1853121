import type { Draft, MovedDrafts } from '#shared/ipc/models'

/**
 * What has moved in a list of drafts since it was told last. A draft that did not move is the same object.
 * @param told by id; brought up to date
 */
export function movedSince(told: Map<number, Draft>, list: readonly Draft[]): MovedDrafts {
  const drafts = list.filter((draft) => told.get(draft.id) !== draft)
  for (const draft of drafts) told.set(draft.id, draft)
  if (told.size === list.length) return { drafts, gone: [] }
  const here = new Set(list.map(({ id }) => id))
  const gone = [...told.keys()].filter((id) => !here.has(id))
  for (const id of gone) told.delete(id)
  return { drafts, gone }
}
