import { setTimeout as sleep } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { parseRaw } from '#shared/records/raw-record'
import type { Dice } from '../generate/random'
import { editTarget, insertSomebody, removeSomebody, touchTarget } from '../store/second-writer'
import type { State } from '../store/state'
import { page, unsuccessful } from './answers'
import type { SpaceEnv } from './env'
import type { Fault } from './fault'
import { dropFields, statusAnswer } from './fault-answers'
import { targetOf } from './target'

/** A request that meets a fault. */
export interface Struck {
  readonly state: State
  readonly context: Context<SpaceEnv>
  readonly dice: Dice
  /** Settles when a hanging request may go on. */
  readonly released: Promise<void>
}

/** Does what a fault says. @returns the answer that stands instead of the usual one, if any */
export async function strike(fault: Fault, struck: Struck): Promise<Response | undefined> {
  const { state, context, dice, released } = struck
  switch (fault.kind) {
    case 'reset':
      context.env.incoming.socket.resetAndDestroy()
      return RESPONSE_ALREADY_SENT
    case 'hang':
      await released
      return undefined
    case 'wait': {
      const more = Math.max(0, (fault.upTo ?? fault.milliseconds) - fault.milliseconds)
      await sleep(fault.milliseconds + dice.below(more + 1, 'wait'), undefined, { ref: false })
      return undefined
    }
    case 'html':
      return page('Northlight', 200)
    case 'status':
      return statusAnswer(fault.status, fault.retryAfter)
    case 'unsuccessful':
      return unsuccessful(fault.message ?? 'The user could not be updated.')
    case 'run':
      fault.run()
      return undefined
    case 'edit':
      editTarget(state, await targetOf(state, context), fault.changes)
      return undefined
    case 'touch':
      touchTarget(state, await targetOf(state, context))
      return undefined
    case 'insert':
      insertSomebody(state)
      return undefined
    case 'remove':
      removeSomebody(state, dice)
      return undefined
    case 'drop':
      return dropFields(context.res, fault.fields)
    case 'normalise':
      if (context.res.status === 200) normalise(state, await context.req.text(), fault.fields)
      return undefined
  }
}

function normalise(
  state: State,
  body: string,
  fields: Readonly<Record<string, (value: unknown) => unknown>>,
): void {
  const { users } = state
  const id = Number(parseRaw(body).get('Id'))
  const stored = Object.entries(fields).map(([name, change]): [string, string] => [
    name,
    JSON.stringify(change(users.value(id, name)) ?? null),
  ])
  users.change(id, new Map(stored))
  state.onChange()
}
