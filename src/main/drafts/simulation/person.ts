import type { FieldValue } from '#shared/records/field'
import type { SimulatedClient } from './client'
import type { Chance } from './random'
import { recordIds, roleIds } from './server'
import type { Moment, Watch } from './watch'

const fields = ['FullName', 'Active', 'OnPurchases', 'UserRoles', 'NewAvatarUrl', 'ClearAvatarFile'] as const

/** Does what people do, at random; every answer is told to the watch. */
export class SimulatedPerson {
  private names = 0
  /** Records of which something is not answered yet. */
  private open: number[] = []

  constructor(
    private readonly client: SimulatedClient,
    private readonly chance: Chance,
    private readonly watch: Watch,
  ) {}

  act(): void {
    const { chance } = this
    const id = chance.pick(recordIds)
    const [action] = chance.pick(actions)
    if (!this.client.desk) return
    const ended = (): void => void this.open.splice(this.open.indexOf(id), 1)
    this.open.push(id)
    void this[action](id).then(ended, ended)
  }

  /** The program was killed: whether what was not answered yet has happened is not known to anybody. */
  interrupted(): void {
    for (const id of this.open) this.watch.forget(this.client, id)
    this.open = []
  }

  async edit(id: number): Promise<void> {
    const { client, watch, chance } = this
    const begun = watch.begin()
    const field = chance.pick(fields)
    const seen = client.seen.get(id) ?? {}
    const base = seen[field.endsWith('Url') || field.startsWith('Clear') ? 'AvatarFileName' : field] ?? null
    const before = client.desk?.outbox.drafts.get(id)?.patch[field]?.mine
    const mine = this.wanted(field, id, base)
    await client.desk?.outbox.edit({ id, field, base, mine })
    // What was wanted already is not wanted once more; whether it had been sent by then is not known here.
    if (JSON.stringify(before) === JSON.stringify(mine)) watch.forget(client, id, [field])
    else watch.wishing(client, id, [field], begun)
    watch.answered(client, id, begun)
  }

  private wanted(field: (typeof fields)[number], id: number, base: FieldValue): FieldValue {
    const { chance } = this
    const drafted = this.client.desk?.outbox.drafts.get(id)?.patch[field]
    // Sometimes back to what it was.
    if (drafted && chance.is(0.25)) return drafted.base
    switch (field) {
      case 'FullName':
        return `Name ${this.client.account}.${++this.names}`
      case 'NewAvatarUrl':
        return `https://example.com/${this.client.account}.${++this.names}.png`
      case 'UserRoles': {
        const now = new Set((drafted?.mine ?? base) as readonly number[])
        const role = chance.pick(roleIds)
        if (!now.delete(role)) now.add(role)
        return [...now].sort((a, b) => a - b)
      }
      default:
        return chance.is(0.5)
    }
  }

  async apply(id: number): Promise<void> {
    const { client, watch, chance } = this
    const shown = client.drafts().filter((draft) => draft.id === id || chance.is(0.5))
    for (const draft of shown) watch.applying(client, draft.id)
    await client.desk?.outbox.apply(shown)
    client.desk?.engine.wake()
  }

  async check(id: number): Promise<void> {
    await this.client.desk?.check([id])
  }

  async hold(id: number): Promise<void> {
    const begun = this.watch.begin()
    await this.client.desk?.outbox.hold([id])
    const draft = this.client.desk?.outbox.drafts.get(id)
    if (draft?.state === 'saved') this.watch.answered(this.client, id, begun)
  }

  async discard(id: number): Promise<void> {
    const begun = this.watch.begin()
    const gone = (await this.client.desk?.outbox.discard([id])) ?? []
    if (gone.includes(id)) this.watch.forget(this.client, id)
    this.watch.answered(this.client, id, begun)
  }

  async restore(id: number): Promise<void> {
    const begun = this.watch.begin()
    await this.client.desk?.outbox.restore([id])
    this.rewish(id, begun)
  }

  async resolve(id: number): Promise<void> {
    const { client, chance, watch } = this
    const draft = client.desk?.outbox.drafts.get(id)
    const conflict = draft?.conflicts[0]
    if (!conflict) return
    const begun = watch.begin()
    const keep = chance.pick(['mine', 'theirs'] as const)
    await client.desk?.outbox.resolve(id, conflict.field, keep)
    watch.wishing(client, id, [conflict.field], begun)
    watch.answered(client, id, begun)
  }

  async undo(): Promise<void> {
    const { client, chance } = this
    const journal = await client.journal()
    if (journal.length === 0 || !client.desk) return
    const begun = this.watch.begin()
    const entry = chance.pick(journal)
    this.open.push(entry.user)
    const { id } = await client.desk.outbox.undo(entry.id)
    this.rewish(id, begun)
  }

  pause(): Promise<void> {
    this.client.desk?.engine.pause(this.chance.is(0.3))
    return Promise.resolve()
  }

  private rewish(id: number, begun: Moment): void {
    const draft = this.client.desk?.outbox.drafts.get(id)
    this.watch.wishing(this.client, id, Object.keys(draft?.patch ?? {}), begun)
    this.watch.answered(this.client, id, begun)
  }
}

/** More often what people do more often. */
const actions = (
  [
    ['edit', 10],
    ['apply', 8],
    ['check', 4],
    ['hold', 1],
    ['discard', 1],
    ['restore', 1],
    ['resolve', 3],
    ['undo', 1],
    ['pause', 1],
  ] as const
).flatMap(([name, weight]) => Array.from({ length: weight }, () => [name] as const))
