import { UsherError } from '#shared/ipc/errors'

/**
 * The ids in what the server tells of a role or location.
 * @returns null when it does not tell who has it
 * @throws UsherError `not-json`
 */
export function membersIn(answer: string): Set<number> | null {
  const list = (parsed(answer) as { Users?: unknown } | null)?.Users
  if (!Array.isArray(list)) return null
  const ids = new Set<number>()
  // Ids come as numbers or as text (nexudus-api.md §11.3).
  for (const each of list) if (Number.isSafeInteger(Number(each)) && Number(each) > 0) ids.add(Number(each))
  return ids
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsherError('not-json')
  }
}
