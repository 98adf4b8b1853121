import type { Draft, MovedDrafts } from '#shared/ipc/models'

/**
 * What has moved in a list of drafts since it was told last. A draft that did not move is the same object.
 * @param told by id; brought up to date
 * @param most so many are told at the most; the rest the next time
 */
export function movedSince(
  told: Map<number, Draft>,
  list: readonly Draft[],
  most = Number.MAX_SAFE_INTEGER,
): MovedDrafts {
  const drafts = list.filter((draft) => told.get(draft.id) !== draft).slice(0, most)
  for (const draft of drafts) told.set(draft.id, draft)
  if (told.size === list.length) return { drafts, gone: [] }
  const here = new Set(list.map(({ id }) => id))
  const gone = [...told.keys()].filter((id) => !here.has(id))
  for (const id of gone) told.delete(id)
  return { drafts, gone }
}
