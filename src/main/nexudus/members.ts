import type { Lookup } from '#shared/records/field'
import { UsherError } from '#shared/ipc/errors'
import { lookupPath } from './lookups'
import type { Api } from './http'

/**
 * Who has one row of a lookup: its own `Users`, which only reading it by id returns (nexudus-api.md §3.1, §3.2). One request
 * a role or location instead of one a person.
 * @returns null when the server did not tell
 * @throws UsherError
 */
export async function readMembers(api: Api, lookup: Lookup, id: number): Promise<Float64Array | null> {
  const answer = await api.request({ path: `${lookupPath(lookup)}/${id}`, priority: 'background' })
  const people = usersOf(answer.text)
  if (people === undefined) throw new UsherError('not-json', { status: answer.status, host: answer.host })
  return people && Float64Array.from(people)
}

/** By hand: a list of a hundred thousand ids would keep a schema busy for longer than main may be away. */
function usersOf(text: string): Set<number> | null | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return undefined
  }
  const list = (parsed as { Users?: unknown } | null)?.Users
  if (!Array.isArray(list)) return null
  const ids = new Set<number>()
  // Ids come as numbers or as text (§11.3).
  for (const each of list) if (Number.isSafeInteger(Number(each)) && Number(each) > 0) ids.add(Number(each))
  return ids
}
