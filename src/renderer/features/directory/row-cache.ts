import type { FindRows } from '#shared/ipc/contract'
import type { FoundRows, Row } from '#shared/ipc/models'
import type { RowQuery } from '#shared/ipc/query'
import { toProblem, type Problem } from '#shared/ipc/errors'

export type { RowQuery }

/** A block of rows of a query. */
export type BlockQuery = Omit<FindRows, 'columns'>

/** Rows are asked for in blocks of this many: the first should fill a window of common height, and no more. */
export const blockSize = 32
/** Answers of other queries that are kept, so that going back to one shows at once. */
const keptQueries = 8

interface Block {
  readonly rows: readonly Row[]
  /** The age of the cache when it was asked for. */
  readonly age: number
}
interface Found {
  readonly key: string
  readonly query: RowQuery
  total: number
  readonly blocks: Map<number, Block>
}

/**
 * The rows the grid can see, and a little around. One request is in flight at most; when it lands, the newest wish is
 * asked next and all wishes between are forgotten. Until a new query's rows are here the old ones stay.
 */
export class RowCache {
  private wanted: RowQuery | null = null
  private shown: Found | null = null
  private readonly kept = new Map<string, Found>()
  private window = { from: 0, to: 1 }
  private age = 0
  private flying = false
  problem: Problem | null = null

  /**
   * @param find asks main for a block
   * @param changed is called when what `at` and `total` answer may have changed
   */
  constructor(
    private readonly find: (query: BlockQuery) => Promise<FoundRows>,
    private readonly changed: () => void,
  ) {}

  /** Rows of the shown query; null before the first answer. */
  get total(): number | null {
    return this.shown?.total ?? null
  }

  /** The query whose rows are shown, which may be older than the one asked for last. */
  get query(): RowQuery | null {
    return this.shown?.query ?? null
  }

  at(index: number): Row | undefined {
    return this.shown?.blocks.get(Math.floor(index / blockSize))?.rows[index % blockSize]
  }

  ask(query: RowQuery): void {
    this.wanted = query
    const known = this.kept.get(keyOf(query))
    if (known && known !== this.shown) this.show(known)
    this.retry()
  }

  /** Tells which rows are in view: from one index up to, not with, another. */
  look(from: number, to: number): void {
    if (from === this.window.from && to === this.window.to) return
    this.window = { from, to }
    this.retry()
  }

  /** All rows may be out of date. They stay in view until their successors are here. */
  expire(): void {
    this.age += 1
    this.retry()
  }

  retry(): void {
    this.problem = null
    this.pump()
  }

  private pump(): void {
    const next = this.flying || this.problem ? null : this.next()
    if (!next) return
    this.flying = true
    const { query, block } = next
    const age = this.age
    this.find({ ...query, from: block * blockSize, count: blockSize })
      .then(
        (answer) => this.accept(query, block, { rows: answer.rows, age }, answer.total),
        (error: unknown) => {
          this.problem = toProblem(error)
          this.changed()
        },
      )
      .finally(() => {
        this.flying = false
        this.pump()
      })
  }

  private next(): { query: RowQuery; block: number } | null {
    if (!this.wanted) return null
    if (!this.shown || this.shown.key !== keyOf(this.wanted)) return { query: this.wanted, block: 0 }
    const last = Math.max(0, this.shown.total - 1)
    const from = Math.floor(Math.min(this.window.from, last) / blockSize)
    const to = Math.floor(Math.min(Math.max(this.window.to - 1, 0), last) / blockSize)
    for (let block = from; block <= to; block += 1)
      if (this.shown.blocks.get(block)?.age !== this.age) return { query: this.wanted, block }
    return null
  }

  private accept(query: RowQuery, number: number, block: Block, total: number): void {
    const key = keyOf(query)
    const overtaken = !this.wanted || key !== keyOf(this.wanted)
    if (overtaken) return
    const found =
      this.shown?.key === key ? this.shown : { key, query, total, blocks: new Map<number, Block>() }
    found.total = total
    found.blocks.set(number, block)
    for (const other of found.blocks.keys())
      if (other * blockSize >= total && other > 0) found.blocks.delete(other)
    this.show(found)
  }

  private show(found: Found): void {
    this.shown = found
    this.kept.delete(found.key)
    this.kept.set(found.key, found)
    const oldest = this.kept.keys().next().value
    if (this.kept.size > keptQueries && oldest !== undefined) this.kept.delete(oldest)
    this.changed()
  }
}

/** Equal for equal questions. */
export function keyOf({ text, scope, sort }: RowQuery): string {
  return JSON.stringify([text, scope, sort.field, sort.descending])
}
