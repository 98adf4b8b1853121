import Fuse from 'fuse.js'
import MiniSearch from 'minisearch'
import { connect, type Connection } from '../../src/main/database/driver'
import { fold, words } from '../../src/shared/search/fold'
import type { Row } from '../search/queries'

/** Another way to find people: the first forty in the order of names, and how many there are. */
export interface Peer {
  readonly name: string
  find(text: string): number
  close(): void
}

const shown = 40

/** @param rows in the order of names: the place of a row is its rank */
export function peersFor(rows: readonly Row[]): Peer[] {
  return [miniSearch(rows), fuse(rows), trigram(rows), like(rows)]
}

/** Cuts what was found, in any order, to the first by rank. */
function first(ranks: number[], rows: readonly Row[]): number {
  ranks.sort((a, b) => a - b)
  for (const rank of ranks.slice(0, shown)) if (!rows[rank]) throw new Error('a row that is not there')
  return ranks.length
}

/** Beginnings of words, all of which must be there; it has no substrings. */
function miniSearch(rows: readonly Row[]): Peer {
  const index = new MiniSearch<{ id: number; name: string; email: string }>({
    fields: ['name', 'email'],
    processTerm: (term) => fold(term),
    searchOptions: { prefix: true, combineWith: 'AND' },
  })
  index.addAll(rows.map(({ name, email }, id) => ({ id, name, email })))
  return {
    name: 'minisearch',
    find: (text) =>
      first(
        index.search(text).map(({ id }) => Number(id)),
        rows,
      ),
    close: () => undefined,
  }
}

/** Its extended search with substrings, which is the nearest it has to the same question. */
function fuse(rows: readonly Row[]): Peer {
  const index = new Fuse(rows, {
    keys: ['text'],
    useExtendedSearch: true,
    ignoreLocation: true,
    threshold: 0,
  })
  return {
    name: 'fuse',
    find(text) {
      const wanted = words(text).map((word) => `'${word}`)
      return first(
        index.search(wanted.join(' ')).map(({ refIndex }) => refIndex),
        rows,
      )
    },
    close: () => undefined,
  }
}

/** Words of three letters and more by its index; shorter ones it can only look through everybody for. */
function trigram(rows: readonly Row[]): Peer {
  const connection = filled(rows)
  connection.exec(`
    CREATE VIRTUAL TABLE found USING fts5(text, content='people', content_rowid='rank', tokenize='trigram');
    INSERT INTO found (rowid, text) SELECT rank, text FROM people`)
  const ask = (text: string): number => {
    const wanted = words(text)
    const long = wanted.filter((word) => word.length >= 3).map((word) => `"${word.replaceAll('"', '""')}"`)
    const short = wanted.filter((word) => word.length < 3)
    if (long.length === 0) return askLike(connection, wanted)
    const where = ['found MATCH ?', ...short.map(() => `text LIKE ? ESCAPE '\\'`)].join(' AND ')
    return both(connection, `FROM found WHERE ${where}`, 'rowid', [long.join(' AND '), ...short.map(pattern)])
  }
  return { name: 'sqlite-trigram', find: ask, close: () => connection.close() }
}

function like(rows: readonly Row[]): Peer {
  const connection = filled(rows)
  return {
    name: 'sqlite-like',
    find: (text) => askLike(connection, words(text)),
    close: () => connection.close(),
  }
}

const pattern = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`

function askLike(connection: Connection, wanted: readonly string[]): number {
  const where = wanted.map(() => `text LIKE ? ESCAPE '\\'`).join(' AND ') || 'TRUE'
  return both(connection, `FROM people WHERE ${where}`, 'rank', wanted.map(pattern))
}

function both(connection: Connection, from: string, rank: string, params: readonly string[]): number {
  connection.prepare(`SELECT ${rank} ${from} ORDER BY ${rank} LIMIT ${shown}`).all(...params)
  return Number(connection.prepare(`SELECT count(*) AS total ${from}`).get(...params)?.['total'])
}

/** In memory, so that no disk is in the figures. */
function filled(rows: readonly Row[]): Connection {
  const connection = connect(':memory:')
  connection.exec('CREATE TABLE people (rank INTEGER PRIMARY KEY, text TEXT) STRICT; BEGIN')
  const insert = connection.prepare('INSERT INTO people VALUES (?, ?)')
  for (const [rank, { text }] of rows.entries()) insert.run(rank, text)
  connection.exec('COMMIT')
  return connection
}
