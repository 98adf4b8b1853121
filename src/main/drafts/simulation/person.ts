import type { Draft } from '#shared/ipc/models'
import type { FieldValue } from '#shared/records/field'
import type { Desk } from '../desk'
import type { SimulatedComputer } from './computer'
import type { Applied, Ledger, Place } from './ledger'
import {
  difference,
  fieldNames,
  isList,
  isPicture,
  items,
  kinds,
  same,
  shownIn,
  type FieldName,
} from './rules'
import { recordIds, roleIds } from './server'
import { discarding, dropping, forgetting, nothing, restoring, wanting, type Typed } from './typed'
import type { World } from './world'

/** Does what people do at a computer, at random; what they typed and what was on their screen is remembered. */
export class SimulatedPerson {
  private names = 0
  /** The review as it was read last, which may be some time ago. */
  private screen: { desk: Desk; drafts: readonly Draft[] } | null = null
  /** The reading that was shown when a draft was last changed, by account and record. */
  private readonly typedBeside = new Map<string, number | null>()
  /** What was asked and is not answered yet, by record. */
  private readonly open = new Map<number, number>()

  constructor(
    private readonly computer: SimulatedComputer,
    private readonly world: World,
    private readonly ledger: Ledger,
    private readonly typed: Typed,
  ) {}

  act(): void {
    const { chance } = this.world
    const { program } = this.computer
    if (!program) return
    const desk = program.desk
    if (program.hasEnded || !desk) {
      if (chance.is(0.3)) void this.signIn().catch(() => undefined)
      if (!desk) return
    }
    const id = chance.pick(recordIds)
    const action = chance.pick(actions)
    if (changing.has(action))
      for (const applied of this.ledger.at(this.place(desk, id)).applies) applied.isWithdrawn = true
    const count = (by: number): void => void this.open.set(id, (this.open.get(id) ?? 0) + by)
    count(1)
    const ended = (): void => {
      count(-1)
      if (changing.has(action))
        this.typedBeside.set(`${desk.account} ${id}`, this.shown(desk, id)?.reading ?? null)
    }
    this.ledger.say(`computer ${this.computer.number}, person ${desk.account}: ${action} ${id}`)
    void this[action](desk, id).then(ended, ended)
  }

  /** The program was killed: what was not answered yet never will be, and the screen is dark. */
  interrupted(): void {
    this.open.clear()
    this.screen = null
  }

  private place(desk: Desk, id: number): Place {
    return { computer: this.computer.number, person: desk.account, id }
  }
  private shown(desk: Desk, id: number): Draft | undefined {
    return desk.outbox.list().find((draft) => draft.id === id)
  }
  private isAlone(id: number): boolean {
    return (this.open.get(id) ?? 0) <= 1
  }
  /** What was applied before a moment allows nothing from now on. */
  private revoke(desk: Desk, id: number, before: number): void {
    const now = this.world.order()
    for (const applied of this.ledger.at(this.place(desk, id)).applies)
      if (applied.order < before) applied.revoked = Math.min(applied.revoked, now)
  }

  async edit(desk: Desk, id: number): Promise<void> {
    const place = this.place(desk, id)
    const seen = this.computer.disk.record(desk.account, id)
    if (!seen) return this.computer.open(desk.account, id)
    const field = this.world.chance.pick(fieldNames)
    const known = this.shown(desk, id)?.changes.find((change) => change.field === field)
    const now = seen[shownIn(field)] ?? null
    const base = known ? known.base : now
    const mine = this.wanted(field, known?.mine ?? now, base)
    if (field === 'FullName') this.typed.texts.push(String(mine))
    const begun = this.world.order()
    const answered = this.typed.begin(place, wanting({ field, base, mine }, begun, known))
    this.ledger.say(
      `computer ${place.computer}, person ${place.person} wants ${id} ${field} = ${JSON.stringify(mine)}`,
    )
    const alone = this.isAlone(id)
    try {
      const draft = await desk.outbox.edit({ id, field, base: now, mine })
      const change = draft?.changes.find((one) => one.field === field)
      // Of a list what the person saw counts; it is laid over whatever is there.
      const from = isList(field) ? base : change ? change.base : mine
      answered(wanting({ field, base: from, mine }, begun, known))
      const isKept = change
        ? isTyped(field, known?.mine ?? now, mine, change.mine)
        : isNothing(field, base, mine)
      if (alone && this.isAlone(id) && !isKept)
        this.ledger.broken(place, `typed ${field} = ${JSON.stringify(mine)}, and the draft does not say so`)
      this.revoke(desk, id, begun)
    } catch (error) {
      answered(nothing)
      throw error
    }
  }

  private wanted(field: FieldName, now: FieldValue, base: FieldValue): FieldValue {
    const { chance } = this.world
    // Sometimes back to what it was.
    if (chance.is(0.2)) return field === 'ClearAvatarFile' ? false : isPicture(field) ? null : base
    const name = `${this.computer.number}.${++this.names}`
    switch (kinds[field]) {
      case 'text':
        return chance.is(0.1) ? `Name ${name} ` : `Name ${name}`
      case 'picture':
        return `https://example.com/${name}.png`
      case 'list': {
        const roles = new Set(items(now))
        const role = chance.pick(roleIds)
        if (!roles.delete(role)) roles.add(role)
        return [...roles].sort((a, b) => a - b)
      }
      default:
        return chance.is(0.6)
    }
  }

  /** Reads the review, as it stands. */
  look(desk: Desk): Promise<void> {
    this.screen = { desk, drafts: desk.outbox.list() }
    return Promise.resolve()
  }
  /** Has the server asked for the review, and reads it. */
  async check(desk: Desk, id: number): Promise<void> {
    await desk.check(this.world.chance.is(0.5) ? recordIds : [id])
    await this.look(desk)
  }

  /** Applies what is on the screen, however old that is. */
  async apply(desk: Desk, id: number): Promise<void> {
    const { chance } = this.world
    if (this.screen?.desk !== desk || chance.is(0.5)) await this.look(desk)
    const meant = (this.screen?.drafts ?? []).filter((draft) => draft.id === id || chance.is(0.5))
    const applied = new Map(meant.map((draft) => [draft.id, this.applying(desk, draft)]))
    const answer = await desk.outbox.apply(meant)
    desk.engine.wake()
    if (answer.stale.length > 0) this.ledger.count('a stale apply')
    for (const [id, one] of applied) {
      one.answered = this.world.order()
      if (!answer.queued.includes(id)) one.revoked = 0
    }
  }
  private applying(desk: Desk, draft: Draft): Applied {
    const lines = draft.changes.map(({ field, base, mine, now }) => ({
      ...{ field, base, mine },
      ...(draft.checkedAt === null ? {} : { beside: now ?? base }),
    }))
    const history = this.ledger.at(this.place(desk, draft.id))
    const applied: Applied = {
      ...{ order: this.world.order(), lines },
      isRead: draft.reading !== null && draft.reading !== this.typedBeside.get(`${desk.account} ${draft.id}`),
      ...{ answered: null, revoked: Infinity, isWithdrawn: false, isUnsettled: history.intentKept !== null },
    }
    this.ledger.say(
      `computer ${this.computer.number}, person ${desk.account} applies ${draft.id}: ${JSON.stringify(lines)}`,
    )
    history.applies.push(applied)
    return applied
  }

  async hold(desk: Desk, id: number): Promise<void> {
    const begun = this.world.order()
    await desk.outbox.hold([id])
    const state = this.shown(desk, id)?.state
    if (state !== 'sending' && state !== 'verifying') this.revoke(desk, id, begun)
  }

  async discard(desk: Desk, id: number): Promise<void> {
    const begun = this.world.order()
    const answered = this.typed.begin(this.place(desk, id), discarding)
    try {
      const isAway = (await desk.outbox.discard([id])).includes(id)
      answered(isAway ? discarding : nothing)
      if (isAway) this.revoke(desk, id, begun)
    } catch (error) {
      answered(nothing)
      throw error
    }
  }

  async restore(desk: Desk, id: number): Promise<void> {
    const answered = this.typed.begin(this.place(desk, id), restoring)
    try {
      await desk.outbox.restore([id])
      answered(restoring)
    } catch (error) {
      answered(nothing)
      throw error
    }
  }

  async resolve(desk: Desk, id: number): Promise<void> {
    const { chance } = this.world
    const change = this.shown(desk, id)?.changes.find(({ theirs }) => theirs !== undefined)
    if (!change) return
    const { field } = change
    const begun = this.world.order()
    const value =
      kinds[field as FieldName] === 'text' ? `Both ${this.computer.number}.${++this.names}` : change.mine
    const keep = chance.pick(['mine', 'theirs', { value }] as const)
    const mine = keep === 'mine' ? change.mine : value
    const wanted = wanting({ field, base: change.theirs ?? null, mine }, begun)
    const effect = keep === 'theirs' ? dropping(field) : wanted
    const answered = this.typed.begin(this.place(desk, id), effect)
    try {
      const draft = await desk.outbox.resolve(id, field, keep)
      const after = draft?.changes.find((one) => one.field === field)
      const hasWorked =
        keep === 'theirs' ? !after : after && same(field, after.mine, mine) && !('theirs' in after)
      answered(hasWorked ? effect : nothing)
      this.revoke(desk, id, begun)
    } catch (error) {
      answered(nothing)
      throw error
    }
  }

  async undo(desk: Desk, id: number): Promise<void> {
    const place = this.place(desk, id)
    const told = this.ledger.at(place).attempts.flatMap((attempt) => attempt.told)
    if (told.length === 0) return
    const { entry } = this.world.chance.pick(told)
    // What was gone at once there is nothing to take back of; the base is what the server is known to have made of it.
    const changes = this.computer.disk.changesOf(entry.id)
    const back = changes.flatMap(({ field, before, after, found, undone }) => {
      if (undone || isPicture(field) || (found !== undefined && same(field, found, before))) return []
      return [
        { field, mine: before, base: found !== undefined && found === String(after).trim() ? found : after },
      ]
    })
    const begun = this.world.order()
    const answered = this.typed.begin(place, forgetting)
    const alone = this.isAlone(id)
    try {
      const { kept } = await desk.outbox.undo(entry.id)
      const fields = back.filter(({ field }) => !kept.includes(field))
      answered((wants) => fields.reduce((all, line) => wanting(line, begun)(all), wants))
      this.ledger.count(
        kept.length === 0 ? 'an undo' : fields.length > 0 ? 'an undo of a part' : 'an undo of nothing',
      )
      const draft = this.shown(desk, id)
      for (const { field, base, mine } of alone && this.isAlone(id) ? fields : []) {
        const line = draft?.changes.find((one) => one.field === field)
        const isRight = line
          ? same(field, line.mine, mine) && same(field, line.base, base)
          : same(field, mine, base)
        if (!isRight)
          this.ledger.broken(place, `the undo of ${field} is not from what was applied to what was before`)
      }
    } catch (error) {
      answered(nothing)
      throw error
    }
  }

  /** Sets somebody's password, which is not to meet a draft on its way. */
  async password(desk: Desk, id: number): Promise<void> {
    const { program } = this.computer
    if (!program) return
    await desk.engine.exclusive(async () => {
      const fresh = await program.users.read(id, 'interactive', desk.account)
      if (fresh.missing.length > 0) return
      this.ledger.count('a password')
      await program.users.write(fresh, { NewPassword: 'sealed! Ada' }, 'interactive')
    })
  }

  pause(desk: Desk): Promise<void> {
    desk.engine.pause(this.world.chance.is(0.3))
    return Promise.resolve()
  }
  signOut(): Promise<void> {
    this.computer.signOut()
    return Promise.resolve()
  }
  signIn(): Promise<void> {
    return this.computer.signIn(this.world.chance.pick(this.computer.parts.people))
  }
}

/** Whether a draft says what was typed; of a list, what was done to it. */
function isTyped(field: FieldName, before: FieldValue, mine: FieldValue, drafted: FieldValue): boolean {
  if (!isList(field)) return same(field, drafted, mine)
  const { added, removed } = difference(before, mine)
  return [...added, ...removed].every((item) => items(drafted).includes(item) === items(mine).includes(item))
}

/** Whether an edit leaves nothing to be sent. */
function isNothing(field: FieldName, base: FieldValue, mine: FieldValue): boolean {
  return isPicture(field)
    ? mine === base || mine === null || mine === false || mine === ''
    : same(field, base, mine)
}

/** With these a person may take back what they applied. */
const changing: ReadonlySet<string> = new Set(['edit', 'hold', 'discard', 'restore', 'resolve', 'undo'])

/** More often what people do more often. */
const actions = (
  [
    ['edit', 22],
    ['apply', 18],
    ['look', 3],
    ['check', 8],
    ['hold', 2],
    ['discard', 2],
    ['restore', 2],
    ['resolve', 6],
    ['undo', 3],
    ['password', 1],
    ['pause', 2],
    ['signOut', 1],
    ['signIn', 1],
  ] as const
).flatMap(([name, weight]) => Array.from({ length: weight }, () => name))
