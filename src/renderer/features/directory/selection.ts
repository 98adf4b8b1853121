/** Who is selected. A new one is made with every change. */
export interface Picked {
  readonly size: number
  has(id: number): boolean
  /** In the order in which they were selected. */
  readonly ids: ReadonlySet<number>
}

/** The row from which a range extends. */
export interface Anchor {
  readonly row: number
  readonly id: number
}

/**
 * Who is selected: people and not places in a list, so that it stays what it is while the list is filtered, sorted and
 * scrolled, and never takes in somebody who came to the list later.
 */
export class Selection {
  private picked = new Set<number>()
  /** What was selected when the range that is being extended began. */
  private before: ReadonlySet<number> | null = null
  anchor: Anchor | null = null

  /** @param changed is told of every change, with what is selected now */
  constructor(private readonly changed: (picked: Picked) => void) {}

  get now(): Picked {
    const { picked } = this
    return { size: picked.size, has: (id) => picked.has(id), ids: picked }
  }

  /** A range extends from here, beside what is selected. */
  begin(anchor: Anchor): void {
    this.anchor = anchor
    this.before = null
  }

  toggle(row: number, id: number): void {
    this.begin({ row, id })
    if (!this.picked.delete(id)) this.picked.add(id)
    this.tell()
  }

  /** Selects a range from the anchor on, in place of the one that was extended last. */
  extend(ids: Iterable<number>): void {
    this.before ??= new Set(this.picked)
    this.picked = new Set(this.before)
    for (const id of ids) this.picked.add(id)
    this.tell()
  }

  add(ids: Iterable<number>): void {
    this.before = null
    for (const id of ids) this.picked.add(id)
    this.tell()
  }

  remove(ids: Iterable<number>): void {
    this.before = null
    for (const id of ids) this.picked.delete(id)
    this.tell()
  }

  /** Keeps those of the selected whom a list has, and no one else. */
  keep(ids: Iterable<number>): void {
    const there = new Set(ids)
    this.before = null
    this.picked = new Set([...this.picked].filter((id) => there.has(id)))
    this.tell()
  }

  clear(): void {
    this.before = this.anchor = null
    this.picked = new Set()
    this.tell()
  }

  private tell(): void {
    this.changed(this.now)
  }
}
