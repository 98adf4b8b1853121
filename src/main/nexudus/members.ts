import type { Lookup } from '#shared/records/field'
import { lookupPath } from './lookups'
import type { Api } from './http'

/**
 * Who has one row of a lookup: its own `Users`, which only reading it by id returns (nexudus-api.md §3.1, §3.2). One request
 * a role or location instead of one a person.
 * @returns the answer as it came: a hundred thousand ids take longer to read than main may be away, so the people's thread
 *   does that
 * @throws UsherError
 */
export async function readMembers(api: Api, lookup: Lookup, id: number): Promise<string> {
  const answer = await api.request({ path: `${lookupPath(lookup)}/${id}`, priority: 'background' })
  return answer.text
}
