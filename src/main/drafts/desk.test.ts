import { beforeEach, expect, it } from 'vitest'
import { TestDesk } from './testing'

let desk: TestDesk
beforeEach(async () => {
  desk = await new TestDesk().start()
})
const turn = () => new Promise((resolve) => setTimeout(resolve))

/** Lets a reading for the review answer only when it is told to. */
function slowLook(): { answer: () => void; kept: unknown[] } {
  const held: { answer: () => void; kept: unknown[] } = { answer: () => undefined, kept: [] }
  const source = desk.server.source as {
    -readonly [K in keyof typeof desk.server.source]: (typeof desk.server.source)[K]
  }
  const read = source.read.bind(source)
  source.read = async (id, why) => {
    const fresh = await read(id, why)
    if (why === 'show') await new Promise<void>((resolve) => (held.answer = resolve))
    return fresh
  }
  source.renewed = (_, fresh) => void held.kept.push(fresh.values['FullName'])
  return held
}

/** The copy fell back to what was there before our own write, and a newer draft clashed with that. */
it('forgets a reading for the review that began before a write and ends after it', async () => {
  const held = slowLook()
  await desk.edit('FullName', 'Ann')
  const checked = desk.desk.check([7])
  await turn()
  await desk.applyAndWait()
  await desk.edit('FullName', 'Anne', 'Ann')
  held.answer()
  await checked
  expect(desk.draft()).toMatchObject({ state: 'saved', conflicts: [] })
  expect(held.kept).toEqual(['Ann'])
})

it('goes on looking when the account is back before its desk has ended', async () => {
  const held = slowLook()
  await desk.edit('FullName', 'Ann')
  void desk.desk.check([7])
  await turn()
  const closed = desk.desk.close()
  desk.desk.reopen()
  const again = desk.desk.check([7])
  for (let n = 0; n < 4; n++) {
    held.answer()
    await turn()
  }
  await Promise.all([closed, again])
  expect(desk.desk.state.checking).toBe(0)
  expect(desk.outbox.list()).toMatchObject([{ checkedAt: desk.time }])
})

it('sends by itself what was queued while it was closed', async () => {
  await desk.edit('FullName', 'Ann')
  await desk.desk.close()
  await desk.apply()
  desk.engine.wake()
  await desk.engine.idle()
  expect(desk.server.requests).toEqual([])
  desk.desk.reopen()
  await desk.engine.idle()
  expect(desk.server.record['FullName']).toBe('Ann')
})

it('ends only after what is being read', async () => {
  const held = slowLook()
  await desk.edit('FullName', 'Ann')
  void desk.desk.check([7])
  await turn()
  let ended = false
  const closed = desk.desk.close().then(() => (ended = true))
  await turn()
  expect(ended).toBe(false)
  held.answer()
  await closed
})

it('looks once more when it is asked to, also after the clock was set back', async () => {
  await desk.edit('FullName', 'Ann')
  await desk.desk.check([7])
  desk.time -= 600_000
  await desk.desk.check([7])
  expect(desk.server.requests).toEqual(['read', 'read'])
})

it('names its readings as no other desk of the account does', async () => {
  await desk.edit('FullName', 'Ann')
  await desk.desk.check([7])
  const [seen] = desk.outbox.list()
  desk.time += 1_000
  await desk.start()
  await desk.desk.check([7])
  expect(desk.outbox.list()[0]?.reading).not.toBe(seen?.reading)
})

it('shows no new draft beside a reading for the one before it', async () => {
  const now = () => desk.outbox.list()[0]?.changes[0]
  await desk.edit('FullName', 'Ann')
  await desk.desk.check([7])
  await desk.outbox.discard([7])
  await desk.edit('FullName', 'Ben', 'Bea')
  expect(now()).not.toHaveProperty('now')
  await desk.desk.check([7])
  await desk.edit('FullName', 'Bea', 'Bea')
  await desk.edit('FullName', 'Ben', 'Bea')
  expect(now()).not.toHaveProperty('now')
})
