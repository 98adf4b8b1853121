import { beforeEach, describe, expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import { TestDesk } from './testing'

let desk: TestDesk
beforeEach(async () => {
  desk = await new TestDesk().start()
})

describe('changes that raise access', () => {
  it('ask once more when they were not shown beside what the server holds', async () => {
    await desk.edit('UserRoles', [1, 2, 3])
    await desk.applyAndWait()
    expect(desk.server.requests).toEqual(['read'])
    expect(desk.draft()).toMatchObject({
      state: 'saved',
      problem: { code: 'confirm-access', facts: { missing: ['UserRoles'] } },
    })
    await desk.desk.check([7])
    await desk.applyAndWait()
    expect(desk.server.record['UserRoles']).toEqual([1, 2, 3])
  })

  it('ask once more when the server holds something else than was shown', async () => {
    await desk.edit('UserRoles', [1, 2, 3])
    await desk.desk.check([7])
    await desk.apply()
    desk.server.record['UserRoles'] = [1, 2, 9]
    await desk.run()
    expect(desk.server.record['UserRoles']).toEqual([1, 2, 9])
    expect(desk.draft()?.problem?.code).toBe('confirm-access')
  })

  /** Found by the simulation: the reading for the first apply took the second, which had confirmed it, out of the queue. */
  it('do not ask again whoever confirms it while the record is being read', async () => {
    await desk.edit('UserRoles', [1, 2, 3])
    await desk.apply()
    await desk.desk.check([7])
    desk.server.asked = () => {
      desk.server.asked = () => undefined
      void desk.apply()
    }
    await desk.run()
    await desk.run()
    expect(desk.server.record['UserRoles']).toEqual([1, 2, 3])
  })

  /** Found by the simulation: what the first review had confirmed counted for the second, which showed nothing beside it. */
  it('ask once more when the draft is taken out and applied anew while it is being read', async () => {
    await desk.edit('UserRoles', [1, 2, 3])
    await desk.desk.check([7])
    await desk.apply()
    await desk.start()
    desk.server.asked = () => {
      desk.server.asked = () => undefined
      void desk.outbox.hold([7])
      void desk.apply()
    }
    await desk.run()
    await desk.run()
    expect(desk.server.requests).not.toContain('write')
    expect(desk.draft()?.problem?.code).toBe('confirm-access')
  })

  it('are sent after a restart, beside what had been shown', async () => {
    await desk.edit('UserRoles', [1, 2, 3])
    await desk.desk.check([7])
    await desk.apply()
    await desk.start()
    await desk.run()
    expect(desk.server.record['UserRoles']).toEqual([1, 2, 3])
  })

  it('do not ask where access is taken away', async () => {
    await desk.edit('UserRoles', [1])
    await desk.applyAndWait()
    expect(desk.server.record['UserRoles']).toEqual([1])
  })
})

/** It became an edited draft like any other, and nobody was told. */
it('says why a write was not permitted, although it was edited meanwhile', async () => {
  await desk.edit('FullName', 'Ann')
  desk.server.before = (step) => {
    if (step !== 'write') return
    void desk.edit('Active', false)
    throw Object.assign(new UsherError('no-permission'), { unsent: true })
  }
  await desk.applyAndWait()
  expect(desk.draft()).toMatchObject({
    ...{ state: 'refused', problem: { code: 'no-permission' } },
    patch: { FullName: { mine: 'Ann' }, Active: { mine: false } },
  })
})
