import { describe, expect, it } from 'vitest'
import { draftStates, type Draft, type DraftChange } from '#shared/ipc/models'
import type { Reach } from '../../records/states'
import { groupOf } from './group'
import { draftOf } from './testing'

const named: DraftChange = { field: 'FullName', base: 'Zoe', mine: 'Zoë' }
const of = (given: Partial<Draft>, reach: Reach = 'online') =>
  groupOf(draftOf(given), (_, id) => `#${id}`, reach)

describe('what can be done with a draft', () => {
  it.each([
    ['saved', 'apply'],
    ['queued', 'hold'],
    ['sending', 'wait'],
    ['refused', 'again'],
    ['blocked', 'again'],
    ['gone', 'again'],
    ['verifying', 'wait'],
  ] as const)('%s: %s', (state, can) => expect(of({ state }).can).toBe(can))

  it('in conflict, a person decides', () => {
    expect(of({ state: 'conflict', changes: [{ ...named, theirs: 'Zoé' }] }).can).toBe('decide')
  })
  it('an invalid draft is completed first, whatever else', () => {
    const changes = [named, { field: 'Email', base: 'a@b.c', mine: 'x', invalid: 'email' } as const]
    for (const state of ['saved', 'refused'] as const) expect(of({ state, changes }).can).toBe('complete')
  })
  it('every state has something to say or do', () => {
    for (const state of draftStates) expect(of({ state }).can).toBeTruthy()
  })
})

describe('where a draft stands', () => {
  it.each([
    [{ state: 'saved' }, 'ready'],
    [{ state: 'queued' }, 'waiting'],
    [{ state: 'verifying' }, 'waiting'],
    [{ state: 'blocked' }, 'failed'],
    [{ state: 'gone' }, 'failed'],
    [{ state: 'conflict', changes: [{ ...named, theirs: 'Zoé' }] }, 'needs'],
    [{ state: 'saved', changes: [{ ...named, invalid: 'required' }] }, 'needs'],
    [{ state: 'saved', problem: { code: 'confirm-access', facts: { missing: ['IsAdmin'] } } }, 'needs'],
  ] as [Partial<Draft>, string][])('%j: %s', (given, stage) => expect(of(given).stage).toBe(stage))
})

describe('how a draft is told', () => {
  it('waits as offline while the server cannot be asked', () => {
    const waiting = { state: 'queued', retryAt: 5000 } as const
    expect(of(waiting, 'offline')).toMatchObject({ state: 'offline', retryAt: null })
    expect(of(waiting, 'ended')).toMatchObject({ state: 'ended', retryAt: null })
    expect(of({ state: 'queued', retryAt: 5000 })).toMatchObject({ state: 'queued', retryAt: 5000 })
  })
  it('has a name even when the person has none', () => {
    expect(of({ title: ' ' }).name).toBe('Unnamed person')
  })
  it('says what the server holds in a conflict', () => {
    const [line] = of({ state: 'conflict', changes: [{ ...named, theirs: '' }] }).lines
    expect(line?.conflict).toEqual({ base: 'Zoe', mine: 'Zoë', theirs: 'empty' })
  })
  it('marks raised access and counts emails for added locations', () => {
    const [line] = of({ changes: [{ field: 'Businesses', base: [1], mine: [2, 3] }] }).lines
    expect(line).toMatchObject({ raises: true, emails: 2, label: 'Locations' })
  })
  it('says what is missing', () => {
    const [line] = of({ changes: [{ field: 'FullName', base: 'Zoe', mine: '', invalid: 'required' }] }).lines
    expect(line?.invalid).toContain('Full name')
  })
  it('tells a problem with what is safe', () => {
    const { problem } = of({ state: 'refused', problem: { code: 'refused', facts: { words: 'No.' } } })
    expect(problem?.what).toContain('“No.”')
    expect(problem?.safe).toContain('saved on this computer')
  })
})
