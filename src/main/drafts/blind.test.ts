import { beforeEach, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import { TestDesk } from './testing'

/** A list that a server leaves out reads as empty: that is no proof of anything. */
let desk: TestDesk
let taken: boolean
beforeEach(async () => {
  desk = await new TestDesk().start()
  taken = false
  desk.server.afterWrite = () => (taken = true)
})
function leaveOut(): void {
  desk.server.record = { ...desk.server.record, UserRoles: [] }
  desk.server.missing = ['UserRoles']
}
const afterWriting = (step: 'read' | 'write'): void => {
  if (step === 'read' && taken) leaveOut()
}

/** The draft was deleted, and the journal said that it was verified. */
it('does not take a lost write for arrived because a list that it emptied did not come', async () => {
  await desk.edit('UserRoles', [], [1, 2])
  desk.server.before = (step) => {
    if (step === 'write') throw new UsherError('timeout')
  }
  await desk.applyAndWait()
  const kept = desk.server.record
  leaveOut()
  desk.server.before = () => undefined
  desk.time += 3_700_000
  await desk.run()
  expect(desk.draft()).toMatchObject({ state: 'queued', problem: { code: 'unexpected-answer' } })
  expect(await desk.journal()).toEqual([])
  desk.server.record = { ...kept }
  desk.server.missing = []
  desk.time += 3_700_000
  await desk.run()
  expect(desk.server.record['UserRoles']).toEqual([])
  expect(desk.draft()).toBeUndefined()
})

it('does not say that a write had no effect because a list did not come', async () => {
  desk.server.record['UserRoles'] = []
  await desk.edit('UserRoles', [3], [])
  await desk.desk.check([7])
  desk.server.before = afterWriting
  await desk.applyAndWait()
  expect(desk.draft()).toBeUndefined()
  expect(await desk.journal()).toMatchObject([{ outcome: 'unread', undoable: true }])
})

it('does not say what was found in a list that did not come', async () => {
  await desk.edit('UserRoles', [1, 2, 3], [1, 2])
  await desk.edit('FullName', 'Ann')
  await desk.desk.check([7])
  desk.server.before = afterWriting
  await desk.applyAndWait()
  const [entry] = await desk.journal()
  expect(entry?.outcome).toBe('unread')
  expect(entry?.changes.map((change) => 'found' in change)).toEqual([false, false])
})
