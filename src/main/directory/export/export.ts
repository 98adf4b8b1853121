import { UsherError } from '#shared/ipc/errors'
import type { TableFile, TableText } from '#shared/ipc/table-text'
import type { Directory } from '../directory'
import { cellText, csvLine, tabLine } from './cells'
import { writeFile } from './write-file'

/** The people as a table of text: what the grid shows, taken elsewhere. */
export interface Exporter {
  /** Puts them on the clipboard. @returns how many people */
  copy(table: TableText): Promise<{ rows: number }>
  /**
   * Writes them into a file that the person chooses. Nothing is there before all of it is.
   * @returns how many people, and the file's name; null when the person chose none
   * @throws UsherError `export-failed`
   */
  save(table: TableFile): Promise<{ rows: number; file: string } | null>
}

interface Parts {
  readonly directory: Pick<Directory, 'ids' | 'rows' | 'lookups'>
  readonly toClipboard: (text: string) => Promise<void>
  /** Asks where. @returns a path, or null */
  readonly askWhere: (name: string) => Promise<string | null>
}

/** Rows at a time: more would keep main from its window. */
const piece = 500

export function createExporter({ directory, toClipboard, askWhere }: Parts): Exporter {
  async function* pieces(
    { columns, words, among, text, scope, sort }: TableText,
    line: (cells: readonly string[]) => string,
  ): AsyncGenerator<{ text: string; rows: number }> {
    const ids = await directory.ids({
      ...{ text, scope, sort, among, from: 0, count: Number.MAX_SAFE_INTEGER },
    })
    const lookups = directory.lookups()
    const names = new Map(
      Object.entries(lookups).map(([lookup, rows]) => [
        lookup,
        new Map(rows.map((row) => [row.id, row.name])),
      ]),
    )
    yield { text: line(columns.map(({ label }) => label)), rows: 0 }
    const fields = columns.flatMap(({ id }) => (id === 'state' ? [] : [id]))
    for (let from = 0; from < ids.length; from += piece) {
      const rows = await directory.rows([...ids.subarray(from, from + piece)], fields)
      const lines = rows.map((row) =>
        line(
          columns.map(({ id }) =>
            cellText(row, id, words, (lookup, one) => names.get(lookup)?.get(one) ?? `#${one}`),
          ),
        ),
      )
      yield { text: lines.join(''), rows: rows.length }
    }
  }
  return {
    async copy(table) {
      let [all, count] = ['', 0]
      for await (const { text, rows } of pieces(table, tabLine)) [all, count] = [all + text, count + rows]
      await toClipboard(all)
      return { rows: count }
    },
    async save({ name, ...table }) {
      const path = await askWhere(name)
      if (path === null) return null
      let count = 0
      async function* texts(): AsyncGenerator<string> {
        // Without the mark, spreadsheets take UTF-8 for something else.
        yield '\uFEFF'
        for await (const { text, rows } of pieces(table, csvLine)) {
          count += rows
          yield text
        }
      }
      try {
        const file = await writeFile(path, texts())
        return { rows: count, file }
      } catch (error) {
        if (error instanceof UsherError) throw error
        const cause = (error as NodeJS.ErrnoException).code
        throw new UsherError('export-failed', cause ? { cause } : {}, { cause: error })
      }
    },
  }
}
