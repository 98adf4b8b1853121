import { open, readFile, rename } from 'node:fs/promises'
import * as v from 'valibot'
import type { State } from './state'
import { Grants } from './tokens'
import type { Changes } from './users'

/** Raised when generated networks come out differently, so that old changes do not fit them any more. */
const generation = 2

/** The file: what the network is made from, and what differs from it. Of tokens only hashes. */
const Saved = v.object({
  generation: v.literal(generation),
  seed: v.number(),
  users: v.number(),
  locations: v.number(),
  changed: v.array(v.tuple([v.number(), v.record(v.string(), v.string())])),
  added: v.array(v.tuple([v.number(), v.record(v.string(), v.string())])),
  /** The id that the next added user gets: ids of those removed again are not given twice. */
  nextId: v.number(),
  removed: v.array(v.number()),
  profiles: v.array(v.tuple([v.number(), v.record(v.string(), v.string())])),
  /** Which profile each session is about. */
  choices: v.array(v.tuple([v.string(), v.number()])),
  audit: v.array(v.looseObject({ Id: v.number() })),
  grants: Grants,
})
type Saved = v.InferOutput<typeof Saved>

interface Origin {
  readonly seed: number
  readonly users: number
  readonly locations: number
}

/** Changes within this many milliseconds are saved together. */
const pause = 150

/** Keeps a space's state in a file: written beside and renamed, so that it is always whole. */
export class StateFile {
  #timer: NodeJS.Timeout | undefined
  #saving: Promise<void> = Promise.resolve()

  constructor(
    readonly path: string,
    readonly state: State,
    readonly origin: Origin,
    readonly warn: (message: string) => void,
  ) {}

  /** Lays the saved changes over a fresh state. A file that cannot be used is set aside with a warning. */
  async load(): Promise<void> {
    const text = await readFile(this.path, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    })
    if (text === undefined) return
    const saved = read(text)
    const reason =
      saved === undefined ? 'is damaged' : this.#isOurs(saved) ? undefined : 'is of another network'
    if (saved && reason === undefined) this.#restore(saved)
    else await this.#setAside(reason ?? 'is damaged')
  }

  /** Saves soon. */
  schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.save().catch((error: unknown) => this.warn(`cannot save ${this.path}: ${String(error)}`))
    }, pause)
  }

  /** Saves now; resolves when the file is whole. */
  save(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const write = async (): Promise<void> => {
      const beside = `${this.path}.new`
      const file = await open(beside, 'w', 0o600)
      try {
        await file.writeFile(JSON.stringify(this.#snapshot()))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(beside, this.path)
    }
    this.#saving = this.#saving.then(write, write)
    return this.#saving
  }

  #snapshot(): Saved {
    const { seed, users: count, locations } = this.origin
    const { users, coworkers, audit, tokens } = this.state
    return {
      generation,
      seed,
      users: count,
      locations,
      changed: plain(users.changed),
      added: plain(users.added),
      nextId: users.nextId,
      removed: [...users.removed],
      profiles: plain(coworkers.changed),
      choices: [...coworkers.choices],
      audit: [...audit.rows],
      grants: [...tokens.grants],
    }
  }

  #isOurs(saved: Saved): boolean {
    const { seed, users, locations } = this.origin
    return saved.seed === seed && saved.users === users && saved.locations === locations
  }

  #restore(saved: Saved): void {
    const { users, coworkers, audit, tokens } = this.state
    for (const [id, changes] of saved.changed) users.change(id, new Map(Object.entries(changes)))
    for (const [id, record] of saved.added) users.add(id, new Map(Object.entries(record)))
    users.nextId = Math.max(users.nextId, saved.nextId)
    for (const id of saved.removed) users.remove(id)
    for (const [id, changes] of saved.profiles) coworkers.change(id, new Map(Object.entries(changes)))
    coworkers.restoreChoices(saved.choices)
    audit.restore(saved.audit)
    tokens.restore(saved.grants)
  }

  async #setAside(reason: string): Promise<void> {
    const aside = `${this.path}.unusable-${this.state.now()}`
    await rename(this.path, aside)
    this.warn(`${this.path} ${reason}; it was set aside as ${aside} and the demo space starts afresh`)
  }
}

function plain(records: ReadonlyMap<number, Changes>): [number, Record<string, string>][] {
  return [...records].map(([id, texts]) => [id, Object.fromEntries(texts)])
}

function read(text: string): Saved | undefined {
  try {
    const result = v.safeParse(Saved, JSON.parse(text))
    return result.success ? result.output : undefined
  } catch {
    return undefined
  }
}
