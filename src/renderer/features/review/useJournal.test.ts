import { afterEach, expect, it } from 'vitest'
import type { JournalEntry, JournalPage } from '#shared/ipc/models'
import { settle, stand, type Stand } from './testing'
import { fieldsLike, useJournal } from './useJournal'

const entry = (id: number): JournalEntry => ({
  ...{ id, user: 7, title: `P${id}`, appliedAt: 0, by: 'ada@example.com', outcome: 'verified' },
  ...{ changes: [], undone: false, undoable: true },
})
const page = (from: number, count: number, more: boolean): JournalPage => ({
  entries: Array.from({ length: count }, (_, at) => entry(from - at)),
  more,
})
let journal: Stand<ReturnType<typeof useJournal>>
afterEach(() => journal.close())

it('shows older entries after the last one, and keeps as many when it is read anew', async () => {
  journal = await stand(useJournal, {
    'journal.list': ({ before, count }) => (before ? page(before - 1, 30, false) : page(200, count, true)),
  })
  expect(journal.it.entries.value).toHaveLength(50)
  await journal.it.older()
  expect(journal.it.entries.value).toHaveLength(80)
  expect(journal.it.more.value).toBe(false)
  await journal.it.renew()
  expect(journal.asked.at(-1)?.args).toMatchObject({ before: null, count: 80 })
})

it('drops an answer that a later question overtook', async () => {
  let slow: ((page: JournalPage) => void) | undefined
  journal = await stand(useJournal, {
    'journal.list': ({ text }) =>
      text === 'a' ? new Promise((resolve) => (slow = resolve)) : page(9, text ? 1 : 3, false),
  })
  journal.it.text.value = 'a'
  await settle()
  journal.it.text.value = 'ab'
  await settle()
  slow?.(page(9, 2, false))
  await settle()
  expect(journal.it.entries.value).toHaveLength(1)
})

it('finds fields by what people call them', () => {
  expect(fieldsLike('Full NAME')).toEqual(['FullName'])
  expect(fieldsLike('  ')).toEqual([])
  expect(fieldsLike('no such field')).toEqual([])
})
