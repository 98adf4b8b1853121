import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Draft } from '#shared/ipc/models'
import { draftOf, settle, stand, type Stand } from './testing'
import { useReview } from './useReview'

const raising = { field: 'IsAdmin', base: false, mine: true }
const places = { field: 'Businesses', base: [1], mine: [1, 2] }
const now = 1_700_000_000_000
let review: Stand<ReturnType<typeof useReview>>
let shown: number[]

beforeEach(() => void vi.useFakeTimers({ now, toFake: ['Date'] }))
afterEach(() => {
  review.close()
  vi.useRealTimers()
})

async function open(drafts: readonly Draft[]): Promise<void> {
  shown = []
  review = await stand(
    () =>
      useReview((id) => {
        shown.push(id)
        return Promise.resolve()
      }),
    { 'drafts.check': () => undefined, 'drafts.list': () => drafts },
  )
  await review.tell('drafts', drafts)
}
const checks = () => review.asked.filter(({ channel }) => channel === 'drafts.check').map(({ args }) => args)
const fresh = { checkedAt: now, editedAt: now - 1 }

describe('what is read before it is shown', () => {
  it('is every draft that was not read yet, those that give more access first', async () => {
    await open([draftOf({ id: 1 }), draftOf({ id: 2, changes: [raising] }), draftOf({ id: 3, ...fresh })])
    expect(checks()).toEqual([{ ids: [2, 1] }])
  })
  it('is what was edited since it was read, and not what waits to be sent', async () => {
    await open([draftOf({ id: 1, checkedAt: now, editedAt: now + 1 }), draftOf({ id: 2, state: 'queued' })])
    expect(checks()).toEqual([{ ids: [1] }])
  })
  it('is not asked for again and again when it cannot be read', async () => {
    await open([draftOf({ id: 1 })])
    await review.tell('drafts', [draftOf({ id: 1 }), draftOf({ id: 2 })])
    expect(checks()).toEqual([{ ids: [1] }, { ids: [2] }])
  })
  it('is what was read long ago, where that are few: many would never be done', async () => {
    const later = async (count: number): Promise<unknown[]> => {
      vi.useFakeTimers({ now, toFake: ['Date', 'setInterval'] })
      await open(Array.from({ length: count }, (_, at) => draftOf({ id: at + 1, ...fresh })))
      vi.advanceTimersByTime(400_000)
      await settle()
      return checks()
    }
    expect(await later(101)).toEqual([])
    review.close()
    expect(await later(2)).toEqual([{ ids: [1, 2] }])
  })
  it('is left when the review is', async () => {
    await open([draftOf({ id: 1 })])
    review.close()
    await settle()
    expect(review.asked.at(-1)).toMatchObject({ channel: 'drafts.endChecks' })
  })
  it('is what is asked once more, each time it is', async () => {
    const asked = draftOf({ id: 1, ...fresh, problem: { code: 'confirm-access', facts: {} } })
    await open([asked])
    await review.tell('drafts', [{ ...asked, problem: null, state: 'queued' }])
    await review.tell('drafts', [{ ...asked, revision: 2 }])
    expect(checks()).toEqual([{ ids: [1] }, { ids: [1] }])
  })
})

describe('apply', () => {
  it('does not send what raises access beside other values than were shown, and looks again', async () => {
    const seen = draftOf({ id: 1, ...fresh, changes: [places] })
    const other = draftOf({ id: 2, ...fresh })
    await open([seen, other])
    review.answers['drafts.list'] = () => [{ ...seen, changes: [{ ...places, now: [1, 3] }] }, other]
    review.answers['drafts.apply'] = ({ shown }) => ({ queued: shown.map(({ id }) => id), stale: [] })
    await review.it.apply()
    expect(review.asked.find(({ channel }) => channel === 'drafts.apply')?.args).toEqual({
      shown: [{ account: 1, id: 2, revision: 1, reading: null }],
    })
    expect(review.it.notice.value?.text).toMatch(/^1 person changed/)
    review.it.notice.value?.action?.run()
    await settle()
    expect(checks().at(-1)).toEqual({ ids: [1] })
    expect(shown).toEqual([1])
    expect([...review.it.moved.value]).toEqual([1])
  })
  it('leaves out what is not selected and what the filter hides', async () => {
    await open([1, 2, 3].map((id) => draftOf({ id, ...fresh, title: `P${id}` })))
    review.it.select([1], false)
    review.it.view.filter.value = { ...review.it.view.filter.value, text: 'p1' }
    expect(review.it.selected.value).toEqual([])
    review.it.view.clear()
    expect(review.it.selected.value.map(({ id }) => id)).toEqual([2, 3])
  })
  it('is not done twice by two presses', async () => {
    await open([draftOf({ id: 1, ...fresh })])
    review.answers['drafts.apply'] = () => ({ queued: [1], stale: [] })
    await Promise.all([review.it.apply(), review.it.apply()])
    expect(review.asked.filter(({ channel }) => channel === 'drafts.apply')).toHaveLength(1)
  })
})

it('stop holds all that waits, and ends a pause with it', async () => {
  await open([draftOf({ id: 1, state: 'queued' }), draftOf({ id: 2, state: 'queued' })])
  await review.it.stop()
  expect(review.asked.slice(-2)).toEqual([
    { channel: 'drafts.hold', args: { ids: [1, 2] } },
    { channel: 'sync.pause', args: { on: false } },
  ])
})

it('shows somebody far down the list without drawing all before them', async () => {
  await open(Array.from({ length: 400 }, (_, at) => draftOf({ id: at + 1, ...fresh })))
  expect(review.it.view.people.value).toHaveLength(30)
  review.it.view.reveal(400)
  expect(review.it.view.people.value.map(({ id }) => id).slice(0, 2)).toEqual([400, 1])
  expect(review.it.view.more.value).toBe(369)
})
