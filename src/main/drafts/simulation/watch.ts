import type { JournalEntry } from '#shared/ipc/models'
import { raisesAccess, setDifference } from '#shared/records/access'
import type { FieldValue } from '#shared/records/field'
import { merge, type Patch, type Values } from '#shared/records/merge'
import { userField } from '#shared/records/user-fields'
import { asSet, sameValue } from '#shared/records/values'
import type { SimulatedClient } from './client'
import type { SimulatedServer } from './server'

/** What a person wanted, and whether they still do. */
interface Wish {
  readonly client: SimulatedClient
  readonly id: number
  readonly field: string
  /** For a set: the item, and whether it is wanted in it. */
  readonly item: number | null
  readonly value: FieldValue
  /** It was taken back while this may have been on its way: wanted is that it is not there because of us. */
  readonly instead?: FieldValue
  /** How many events the server had seen by then. */
  readonly since: number
}
/** A moment of the run. */
export interface Moment {
  readonly order: number
  /** How many events the server had seen. */
  readonly events: number
}
interface Put {
  readonly client: SimulatedClient
  readonly id: number
  readonly event: number
}

/**
 * Watches the promises being kept. During the run: nothing is sent that was not shown and applied, nothing twice, nothing
 * that raises access beside other values than were shown. At its end: no wish is lost, and the journal knows every write.
 */
export class Watch {
  readonly violations: string[] = []
  /** Told what happens, for whoever follows a seed that failed. */
  say: (text: string) => void = () => undefined
  private readonly wishes = new Map<string, Wish>()
  private readonly shown = new Map<string, string[]>()
  private readonly putsSinceApply = new Map<string, number>()
  private readonly closed = new Set<string>()
  private readonly lastApply = new Map<string, number>()
  private moments = 0
  private readonly puts: Put[] = []

  constructor(private readonly server: SimulatedServer) {}

  get writes(): number {
    return this.puts.length
  }

  /** Texts that people want, for somebody else to want too. */
  texts(): string[] {
    return [...this.wishes.values()].flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
  }

  /** When a person begins to do something: what they did later is answered later. */
  begin(): Moment {
    return { order: ++this.moments, events: this.server.events.length }
  }

  /** A person is about to apply what they are shown. */
  applying(client: SimulatedClient, id: number): void {
    const key = keyOf(client, id)
    const draft = client.desk?.outbox.drafts.get(id)
    this.say(`${key}: applies ${JSON.stringify(draft?.patch)}`)
    this.shown.set(key, [...(this.shown.get(key) ?? []), wantedOf(draft?.patch ?? {})])
    this.putsSinceApply.set(key, 0)
    this.closed.delete(key)
    this.lastApply.set(key, this.begin().order)
  }

  /** What a person did has been answered: where the draft is not queued now, nothing of it may be sent. */
  answered(client: SimulatedClient, id: number, begun: Moment): void {
    const draft = client.desk?.outbox.drafts.get(id)
    this.say(
      `${keyOf(client, id)}: is ${draft?.state ?? 'away'} ${JSON.stringify([draft?.patch, draft?.intent])}`,
    )
    const applied = (this.lastApply.get(keyOf(client, id)) ?? 0) > begun.order
    if (!applied && !(draft && ['queued', 'sending', 'verifying'].includes(draft.state)))
      this.closed.add(keyOf(client, id))
  }

  /** A person wants what the draft now says of a field. */
  wishing(client: SimulatedClient, id: number, fields: readonly string[], begun: Moment): void {
    const draft = client.desk?.outbox.drafts.get(id)
    for (const name of fields) {
      const before = new Map(this.wishes)
      this.forget(client, id, [name])
      const wish = (item: number | null, value: FieldValue, instead?: FieldValue): void => {
        const key = `${keyOf(client, id)} ${name} ${item ?? ''}`
        const known = before.get(key)
        const since = known?.value === value ? known.since : begun.events
        this.wishes.set(key, { client, id, field: name, item, value, instead, since })
      }
      const change = draft?.patch[name]
      const isSent = draft?.intent?.write[name] !== undefined
      const sent = isSent ? draft.intent.patch[name] : undefined
      const field = userField(name)
      if (change && field?.merge === 'set') {
        const [base, mine] = [asSet(change.base), asSet(change.mine)]
        for (const item of new Set([...base, ...mine]))
          if (base.includes(item) !== mine.includes(item)) wish(item, mine.includes(item))
      } else if (change) wish(null, change.mine)
      // Taken back while it may be on its way: what is wanted is what was there.
      else if (sent && field?.use === 'edit' && field.merge !== 'set') wish(null, sent.base, sent.mine)
    }
  }

  /** A person no longer wants it. */
  forget(client: SimulatedClient, id: number, fields?: readonly string[]): void {
    for (const [key, wish] of this.wishes) {
      const same = wish.client === client && wish.id === id
      const rivals = ['NewAvatarUrl', 'ClearAvatarFile']
      const meant = (name: string): boolean =>
        name === wish.field || (rivals.includes(name) && rivals.includes(wish.field))
      if (same && (fields?.some(meant) ?? true)) this.wishes.delete(key)
    }
  }

  /** Called in the moment in which the server takes a write, before it does. */
  put(client: SimulatedClient, id: number, fresh: Values, values: Values): void {
    const key = keyOf(client, id)
    const row = client.onDisk(id)
    this.say(`${key}: the server takes ${JSON.stringify(values)}`)
    const intent = JSON.parse(String(row?.['intent'] ?? 'null')) as { patch: Patch } | null
    const confirmed = JSON.parse(String(row?.['confirmed'] ?? '{}')) as Values
    if (!intent) return void this.violations.push(`${key}: sent without an intent on disk`)
    if (this.closed.has(key)) this.violations.push(`${key}: sent what was not in the queue`)
    if (!this.shown.get(key)?.includes(wantedOf(intent.patch)))
      this.violations.push(`${key}: sent what was never shown: ${wantedOf(intent.patch)}`)
    const { write, conflicts } = merge(userField, intent.patch, fresh)
    if (conflicts.length > 0) this.violations.push(`${key}: sent over a conflict`)
    if (JSON.stringify(write) !== JSON.stringify(values))
      this.violations.push(`${key}: sent ${JSON.stringify(values)} in place of ${JSON.stringify(write)}`)
    for (const [name, value] of Object.entries(values)) {
      const field = userField(name)
      const raises = raisesAccess(field, fresh[name] ?? null, value)
      const beside = confirmed[name]
      if (field && raises && (beside === undefined || !sameValue(field, beside, fresh[name] ?? null)))
        this.violations.push(`${key}: gave more access beside values that were not shown`)
    }
    const times = (this.putsSinceApply.get(key) ?? 0) + 1
    this.putsSinceApply.set(key, times)
    if (times > 1) this.violations.push(`${key}: applied once, and sent ${times} times with effect`)
    this.puts.push({ client, id, event: this.server.events.length })
  }

  /** Called when everything has come to rest, with nothing going wrong any more. */
  async end(clients: readonly SimulatedClient[]): Promise<void> {
    for (const client of clients) {
      const journal = await client.journal()
      const drafts = new Map((await client.kept()).map((draft) => [draft.id, draft]))
      for (const draft of drafts.values())
        if (draft.intent || ['queued', 'sending', 'verifying'].includes(draft.state))
          this.violations.push(`${keyOf(client, draft.id)}: at rest, and still ${draft.state}`)
      for (const wish of this.wishes.values()) {
        const patch = drafts.get(wish.id)?.patch
        const kept = isDrafted(wish, patch) || isInJournal(wish, journal)
        if (wish.client === client && !kept && !this.wasOnServer(wish) && !this.isAway(wish))
          this.violations.push(
            `${keyOf(client, wish.id)}: lost ${wish.field} ${wish.item ?? ''} = ${JSON.stringify(wish.value)}`,
          )
      }
      for (const put of this.puts) {
        const event = this.server.events[put.event]
        // What somebody wrote over before it was read back may never be known to have arrived.
        const others = this.server.events.slice(put.event + 1)
        const disturbed = others.some(({ id, client: by }) => id === put.id && by !== client.account)
        if (put.client !== client || disturbed || !event || !this.server.records.has(put.id)) continue
        for (const name of Object.keys(event.values)) {
          // Whose a new picture is nobody can tell by looking: without an answer a person decides.
          if (name === 'NewAvatarUrl') continue
          const known = journal.filter(
            ({ user, changes }) => user === put.id && changes.some(({ field }) => field === name),
          )
          if (known.length === 0) this.violations.push(`${keyOf(client, put.id)}: no journal of ${name}`)
        }
      }
      for (const { user, outcome, changes } of journal)
        for (const { field, before, after } of changes)
          if (outcome === 'verified' && !this.wasThere(user, field, before, after))
            this.violations.push(`${keyOf(client, user)}: the journal tells of ${field}, which never was`)
    }
  }

  private isAway({ id, field, instead }: Wish): boolean {
    const definition = userField(field)
    const record = this.server.records.get(id)
    const now = record?.[field] ?? null
    if (instead !== undefined && !record) return true
    return instead !== undefined && definition !== undefined && !sameValue(definition, now, instead)
  }

  private wasThere(id: number, field: string, before: FieldValue, after: FieldValue): boolean {
    const definition = userField(field)
    // A picture is known by its name alone, and the name does not say whose it is.
    if (!definition || definition.use === 'command') return true
    const states = this.server.events.flatMap((event) =>
      event.id === id ? [event.after[field] ?? null] : [],
    )
    if (definition.merge !== 'set') return states.some((state) => sameValue(definition, state, after))
    // Of a set what was added and taken counts: somebody may have done the same meanwhile, and more.
    const { added, removed } = setDifference(before, after)
    return states.some(
      (state) =>
        added.every((item) => asSet(state).includes(item)) &&
        !removed.some((item) => asSet(state).includes(item)),
    )
  }

  /** Whether the record had what is wanted at any time since. */
  private wasOnServer({ client, id, field, item, value, since }: Wish): boolean {
    const events = this.server.events.filter((event, index) => event.id === id && index >= since)
    const before = this.server.events.slice(0, since).findLast((event) => event.id === id)
    const states = [before?.after ?? client.first.get(id) ?? {}, ...events.map(({ after }) => after)]
    const definition = userField(field)
    if (definition?.use === 'command') {
      const given = events.some((event) => event.client === client.account && event.values[field] === value)
      return (
        given || (definition.type === 'boolean' && states.some((state) => state['AvatarFileName'] === null))
      )
    }
    if (item !== null) return states.some((state) => asSet(state[field] ?? null).includes(item) === value)
    return (
      definition !== undefined && states.some((state) => sameValue(definition, state[field] ?? null, value))
    )
  }
}

function isDrafted({ field, item, value }: Wish, patch: Patch | undefined): boolean {
  const change = patch?.[field]
  if (!change) return false
  if (item === null) return change.mine === value
  return asSet(change.mine).includes(item) === value
}

/**
 * Whether the journal tells of it: a picture that was taken and is not shown, or a value for which the server said yes
 * and which could not be read back, or was changed since. A server that says so and does not do it is told as unsure.
 */
function isInJournal({ id, field, value }: Wish, journal: readonly JournalEntry[]): boolean {
  const isCommand = userField(field)?.use === 'command'
  return journal.some(
    ({ user, changes, outcome }) =>
      user === id &&
      changes.some(
        (change) => (isCommand ? change.after === value : outcome !== 'verified') && change.field === field,
      ),
  )
}

/** What a patch wants, without what it was made from. */
function wantedOf(patch: Patch): string {
  return JSON.stringify(
    Object.entries(patch)
      .map(([name, { mine }]) => [name, mine])
      .sort(),
  )
}

const keyOf = ({ account }: SimulatedClient, id: number): string => `client ${account}, record ${id}`
