import { afterEach, expect, it } from 'vitest'
import { ref } from 'vue'
import { shortDate } from '../../records/dates'
import { stand, type Stand } from './testing'
import { useWho } from './useWho'

let who: Stand<ReturnType<typeof useWho>>
afterEach(() => who.close())
const at = Date.UTC(2026, 0, 2, 3, 4)

async function ask(id: number, answer: unknown, online = true): Promise<unknown> {
  who = await stand(() => useWho(ref({ id, field: 'FullName' }), ref(online)), { 'audit.who': () => answer })
  return who.it.value
}

it('names who changed a person’s field, and says so when nobody is known', async () => {
  expect(await ask(7, [{ by: 'grace', at }])).toEqual({ kind: 'known', notes: [{ by: 'grace', at }] })
  who.close()
  expect(await ask(7, [])).toMatchObject({
    words: expect.stringContaining('audit trail has no entry') as string,
  })
})

it('is honest about a profile: a portal tells who saved it, and not who changed a field', async () => {
  expect(await ask(-5, [{ by: 'grace', at }])).toEqual({
    kind: 'words',
    words: `The profile was saved last by grace, ${shortDate(at)}. The portal does not tell who changed this field.`,
  })
  who.close()
  expect(await ask(-5, [{ by: 'grace', at: null }])).toMatchObject({
    words: 'The profile was saved last by grace. The portal does not tell who changed this field.',
  })
  who.close()
  expect(await ask(-5, [])).toEqual({
    kind: 'words',
    words: 'The portal does not tell who changed this field.',
  })
})

it('asks nobody about a person while offline; of a profile it is known from its reading', async () => {
  expect(await ask(7, [], false)).toMatchObject({ words: expect.stringContaining('online') as string })
  expect(who.asked.filter(({ channel }) => channel === 'audit.who')).toEqual([])
  who.close()
  expect(await ask(-5, [{ by: 'grace', at: null }], false)).toMatchObject({
    words: expect.stringContaining('grace') as string,
  })
})
