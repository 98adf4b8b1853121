import { afterEach, describe, expect, it } from 'vitest'
import type { ErrorCode } from '#shared/ipc/errors'
import { noSync, type ConnectionState, type Draft, type PortalState } from '#shared/ipc/models'
import { useReach } from '../../stores/reach'
import { useStatus } from '../shell/useStatus'
import { leadWords, sentWords } from './reach-words'
import { draftOf, portalOf, stand, type Stand } from './testing'
import { useReview } from './useReview'

/** Zoe is user 7 of the space, and customer 5 of its location’s portal; something is drafted for both. */
const drafts = (state: Draft['state']): Draft[] => [
  draftOf({ id: 7, state }),
  draftOf({ id: -5, state, changes: [{ field: 'CountryId', base: 1, mine: 2 }] }),
]
const online: ConnectionState = { online: true, workOffline: false, pausedUntil: null }
const away: ConnectionState = { ...online, online: false }
const none = () => Promise.resolve()

let page: Stand<{
  review: ReturnType<typeof useReview>
  status: ReturnType<typeof useStatus>
  reach: ReturnType<typeof useReach>
}>
afterEach(() => page.close())

async function open(state: Draft['state'], connection: ConnectionState, portal = portalOf()): Promise<void> {
  page = await stand(() => ({ review: useReview(none), status: useStatus(), reach: useReach() }), {
    'drafts.check': () => [],
    'drafts.apply': () => ({ queued: [7, -5], stale: [] }),
  })
  await page.tell('connection', connection)
  await page.tell('portal', portal)
  await page.tell('drafts', drafts(state))
}
const states = () => page.it.review.groups.value.map(({ state }) => state)
const lead = () => leadWords(page.it.review.selected.value, page.it.reach.user)
const link = () => page.it.status.link.value.words
const checked = () => page.asked.flatMap(({ channel, args }) => (channel === 'drafts.check' ? [args] : []))

describe('a draft tells the connection of its own system', () => {
  it('with an unreachable portal: the profile waits, people are sent', async () => {
    await open('queued', online, portalOf({ online: false }))
    expect([states(), link()]).toEqual([['queued', 'offline'], 'Online, portal offline'])
    await page.tell('drafts', drafts('saved'))
    expect(lead()).toMatch(/^The portal cannot be reached/)
    expect(sentWords(page.it.review.groups.value)).toBe(
      'Sending 1 change for 1 person. 1 change will be sent when you are online again.',
    )
  })

  it('with an unreachable space: people wait, the profile is sent', async () => {
    await open('queued', away)
    expect([states(), link()]).toEqual([['offline', 'queued'], 'Space offline'])
    await page.tell('drafts', drafts('saved'))
    expect(lead()).toMatch(/^The space cannot be reached/)
  })

  it('with a portal that ended the sign-in: the profile waits for that', async () => {
    await open('queued', online, portalOf({}, 'ended'))
    expect([states(), link()]).toEqual([['queued', 'ended'], 'Online, portal sign-in ended'])
    await page.tell('drafts', drafts('saved'))
    expect(lead()).toMatch(/^The portal ended your sign-in/)
    expect(sentWords(page.it.review.groups.value)).toContain('once you have signed in to the portal again')
  })

  it('with neither: both are offline, in the same words', async () => {
    await open('queued', { ...away, workOffline: true }, portalOf({ online: false }))
    expect([states(), link()]).toEqual([['offline', 'offline'], 'Working offline'])
    await page.tell('drafts', drafts('saved'))
    expect(lead()).toMatch(/^You are offline/)
  })

  it('with both: nothing is said', async () => {
    await open('saved', online)
    expect([states(), link(), lead()]).toEqual([['saved', 'saved'], 'Online', ''])
  })

  it('and says nothing of a portal that nobody is signed in to', async () => {
    await open('saved', online, portalOf({ online: false }, 'signed-out'))
    expect(link()).toBe('Online')
  })
})

describe('the status bar', () => {
  const soon = () => Date.now() + 20_000
  const work = () => page.it.status.work.value
  const fail = (code: ErrorCode) => page.tell('sync', { ...noSync, problem: { code, facts: {} } })

  it('says that the portal asks for patience, beside a space that answers', async () => {
    await open('queued', online, portalOf({ pausedUntil: soon() }))
    expect(page.it.status.link.value.kind).toBe('paused')
    expect(link()).toMatch(/^Online, the portal asks to wait \d+ s/)
    await page.tell('portal', portalOf({ pausedUntil: Date.now() - 60_000 }))
    expect(link()).toBe('Online')
  })

  it('tells of the space first, where both ask for patience or both are away', async () => {
    await open('queued', { ...online, pausedUntil: soon() }, portalOf({ pausedUntil: soon() }))
    expect(link()).toMatch(/^The server asks to wait/)
    await page.tell('portal', portalOf({}, 'ended'))
    expect(link()).toMatch(/^The server asks to wait/)
    await page.tell('connection', away)
    expect(link()).toBe('Offline')
    await page.tell('portal', portalOf({ pausedUntil: soon() }))
    expect(link()).toBe('Space offline')
  })

  it('does not say a second time what the connection tells of the portal', async () => {
    await open('queued', online, portalOf({ online: false }))
    await fail('unreachable')
    expect(work()).toBe('2 changes saved on this computer')
  })

  it('says what keeps people from being sent although the portal is away at the same time', async () => {
    await open('queued', online, portalOf({ online: false }))
    await fail('server-fault')
    expect([link(), work()]).toEqual(['Online, portal offline', expect.stringMatching(/server/i)])
    expect(work()).not.toMatch(/saved/)
  })

  it('says what keeps drafts from being sent when everything is reached, and nothing of it offline', async () => {
    await open('queued', online)
    await fail('unreachable')
    expect(work()).not.toBe('2 changes saved on this computer')
    await page.tell('connection', away)
    expect(work()).toBe('2 changes saved on this computer')
  })

  it('says that sending is paused before anything of that', async () => {
    await open('queued', online, portalOf({ online: false }))
    await page.tell('sync', { ...noSync, paused: true, problem: { code: 'server-fault', facts: {} } })
    expect([page.it.status.paused.value, work()]).toEqual([true, expect.stringMatching(/paused/i)])
  })
})

describe('what is read for the review', () => {
  it('is what its own server can be asked about, and the rest once it can', async () => {
    await open('saved', online, portalOf({ online: false }))
    expect(checked()).toEqual([{ ids: [7] }])
    await page.tell('portal', portalOf())
    expect(checked()).toEqual([{ ids: [7] }, { ids: [-5] }])
  })
})

/** Worded before the countries came, a change named a number until it moved. */
it('names a country as soon as its name is known', async () => {
  await open('saved', online)
  const words = () => page.it.review.groups.value[1]?.lines[0]?.words
  expect(words()).toMatchObject({ to: '#2' })
  await page.tell('portal', portalOf({ countries: [{ id: 2, name: 'Togo', detail: '' }] }))
  expect(words()).toMatchObject({ to: 'Togo' })
})

it('says which of several profiles a draft is of: they may have one name', async () => {
  const which = () => page.it.review.groups.value.map((group) => group.which)
  const row = { name: 'Zoe', company: '', active: true, isDefault: false }
  const tell = (profiles: PortalState['profiles']) => page.tell('portal', portalOf({ profiles }))
  await open('saved', online)
  await tell([{ ...row, id: 5 }])
  expect(which()).toEqual(['', ''])
  await tell([
    { ...row, id: 5, company: 'Oak Ltd' },
    { ...row, id: 6 },
  ])
  expect(which()).toEqual(['', 'Oak Ltd'])
  await tell([
    { ...row, id: 5, isDefault: true },
    { ...row, id: 6 },
  ])
  expect(which()).toEqual(['', 'default'])
  await tell([
    { ...row, id: 5 },
    { ...row, id: 6 },
  ])
  expect(which()).toEqual(['', '#5'])
})
