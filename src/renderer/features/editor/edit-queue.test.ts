import { describe, expect, it, vi } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import { createEditQueue, type Save } from './edit-queue'

/** Saves that end when the test says so. */
function slowSaves() {
  const started: { field: string; mine: unknown; end: () => void; fail: (error: Error) => void }[] = []
  const save: Save = (field, _base, mine) =>
    new Promise((resolve, reject) => {
      started.push({ field, mine, end: () => resolve(null), fail: reject })
    })
  return { started, save }
}

describe('the edit queue', () => {
  it('has one save of a field on its way and goes on with the newest value alone', async () => {
    const { started, save } = slowSaves()
    const queue = createEditQueue(save)
    for (const mine of ['Z', 'Zo', 'Zoë', 'Zoë M']) queue.put('FullName', '', mine)
    await vi.waitFor(() => expect(started).toHaveLength(1))
    queue.put('FullName', '', 'Zoë Mü')
    queue.put('FullName', '', 'Zoë Müller')
    started[0]?.end()
    await vi.waitFor(() => expect(started).toHaveLength(2))
    started[1]?.end()
    await queue.idle()
    expect(started.map((one) => one.mine)).toEqual(['Zoë M', 'Zoë Müller'])
    expect(queue.entries.get('FullName')?.state).toBe('saved')
  })

  it('does not let one field wait for another', async () => {
    const { started, save } = slowSaves()
    const queue = createEditQueue(save)
    queue.put('FullName', '', 'a')
    queue.put('Email', '', 'b')
    await vi.waitFor(() => expect(started.map((one) => one.field)).toEqual(['FullName', 'Email']))
  })

  it('keeps what could not be saved, with the reason, until it is tried again', async () => {
    const save = vi.fn<Save>().mockRejectedValueOnce(new UsherError('disk-full')).mockResolvedValue(null)
    const saved = vi.fn()
    const queue = createEditQueue(save, saved)
    queue.put('FullName', 'Zoe', 'Zoë')
    await queue.idle()
    expect(queue.entries.get('FullName')).toMatchObject({
      base: 'Zoe',
      mine: 'Zoë',
      state: 'failed',
      problem: { code: 'disk-full' },
    })
    expect(saved).not.toHaveBeenCalled()
    queue.retry('FullName')
    await queue.idle()
    expect(save).toHaveBeenLastCalledWith('FullName', 'Zoe', 'Zoë')
    expect(queue.entries.get('FullName')).toMatchObject({ state: 'saved', problem: null })
    expect(saved).toHaveBeenCalledTimes(1)
  })

  it('saves the newer value even when the older one could not be', async () => {
    const { started, save } = slowSaves()
    const queue = createEditQueue(save)
    queue.put('FullName', '', 'old')
    await vi.waitFor(() => expect(started).toHaveLength(1))
    queue.put('FullName', '', 'new')
    started[0]?.fail(new UsherError('disk-full'))
    await vi.waitFor(() => expect(started).toHaveLength(2))
    started[1]?.end()
    await queue.idle()
    expect(queue.entries.get('FullName')).toMatchObject({ mine: 'new', state: 'saved' })
  })

  it('takes a save that throws at once as one that failed', async () => {
    const queue = createEditQueue(() => {
      throw new UsherError('invalid-call')
    })
    queue.put('FullName', '', 'a')
    await queue.idle()
    expect(queue.entries.get('FullName')?.problem?.code).toBe('invalid-call')
  })
})
