import { fold, words } from '../../src/shared/search/fold'
import type { Values } from '../../src/shared/records/merge'
import { columnUserFields } from '../../src/shared/records/user-fields'
import { readValue } from '../../src/shared/records/values'
import type { Space } from '../../src/space/space'

/** What somebody types to find one person, key by key. */
export interface Query {
  readonly text: string
  /** What each of its keys has to bring about. */
  readonly keys: readonly Expected[]
}

/** What has to be seen after one key, reckoned here and not asked of the app. */
export interface Expected {
  /** The search field's text by then. */
  readonly text: string
  /** How many people match. */
  readonly total: number
  /** Name and email of the first of them, in the order of the grid. */
  readonly first: readonly { readonly name: string; readonly email: string }[]
  /** Whether anything of this differs from before the key; without that nobody can see when the rows are there. */
  readonly differs: boolean
}

/** One person as the grid knows them. */
export interface Row {
  readonly id: number
  readonly values: Values
  /** What is searched, folded: name, email, and the names of roles and locations. */
  readonly text: string
  readonly name: string
  readonly email: string
}

/** As many rows as are compared; about what the window shows. */
export const compared = 15

/** All people of a space, in the order the grid starts with. */
export async function rowsOf(space: Space): Promise<Row[]> {
  const named = await namesByPerson(space)
  const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })
  const rows = space.ids().map((id): Row => {
    const record = space.value(id)
    const values = Object.fromEntries(
      columnUserFields.map((field) => [field.name, readValue(field, record[field.name])]),
    )
    const [name, email] = [String(values['FullName'] ?? ''), String(values['Email'] ?? '')]
    return { id, values, name, email, text: fold([name, email, ...(named.get(id) ?? [])].join('\n')) }
  })
  return rows.sort((a, b) => collator.compare(a.name, b.name) || a.id - b.id)
}

/** The names of each person's roles and locations, as the space tells them: by its lists, and by each row's `Users`. */
async function namesByPerson(space: Space): Promise<Map<number, string[]>> {
  const form = { grant_type: 'password', username: space.email, password: space.password }
  const answer = await fetch(`${space.url}/api/token`, { method: 'POST', body: new URLSearchParams(form) })
  const { access_token } = (await answer.json()) as { access_token: string }
  const ask = async (path: string): Promise<unknown> => {
    const headers = { Accept: 'application/json', Authorization: `Bearer ${access_token}` }
    return (await fetch(space.url + path, { headers })).json()
  }
  const named = new Map<number, string[]>()
  for (const path of ['/api/security/userroles', '/api/sys/businesses']) {
    const list = (await ask(`${path}?page=1&size=1000`)) as { Records: { Id: number; Name: string }[] }
    for (const { Id, Name } of list.Records) {
      const { Users } = (await ask(`${path}/${Id}`)) as { Users: number[] }
      for (const id of Users) named.set(id, [...(named.get(id) ?? []), Name])
    }
  }
  return named
}

/**
 * Makes queries the way people look for people: a given name, a family name, the beginning of both, the beginning of an
 * email. Each belongs to somebody, and only letters that every keyboard has are typed.
 */
export function queriesFor(rows: readonly Row[], count: number, longest: number): Query[] {
  const queries: Query[] = []
  const stride = Math.max(1, Math.floor(rows.length / count))
  for (let index = 0; queries.length < count && index < rows.length * 4; index++) {
    const row = rows[(index * stride + index) % rows.length]
    const text = row && wish(row, index)?.slice(0, longest).trim()
    if (!text || text.length < 3 || !/^[a-z@. -]+$/.test(text)) continue
    queries.push({ text, keys: expectations(text, rows) })
  }
  return queries
}

function wish({ name, email }: Row, index: number): string | undefined {
  const [given = '', ...rest] = fold(name).split(' ')
  const family = rest.at(-1) ?? ''
  return [given, family, `${given.slice(0, 3)} ${family}`, email][index % 4]
}

function expectations(text: string, rows: readonly Row[]): Expected[] {
  let before = seen('', rows)
  return Array.from(text, (_, index) => {
    const now = seen(text.slice(0, index + 1), rows)
    const differs = JSON.stringify([now.total, now.first]) !== JSON.stringify([before.total, before.first])
    before = now
    return { ...now, differs }
  })
}

function seen(text: string, rows: readonly Row[]): Omit<Expected, 'differs'> {
  const wanted = words(text)
  const found = rows.filter((row) => wanted.every((word) => row.text.includes(word)))
  const first = found.slice(0, compared).map(({ name, email }) => ({ name, email }))
  return { text, total: found.length, first }
}
