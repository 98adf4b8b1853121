import { expect, it } from 'vitest'
import { reactive } from 'vue'
import { noPlace, type ListPlace } from '#shared/ipc/preferences'
import { usePreferences } from '../../stores/preferences'
import type { RowQuery } from './row-cache'
import { as, mounted, signedIn } from './testing'
import { useListPlaces } from './useListPlaces'
import { useSought } from './useSought'

const asked = (text: string): RowQuery => ({
  text,
  scope: 'everyone',
  sort: { field: 'FullName', descending: false },
})
const at = (top: number): ListPlace => ({ ...noPlace, top, people: [top] })
/** The list of people, as it comes into the window. */
const list = () =>
  mounted(() => {
    const query = reactive(asked(usePreferences().values['people.query'].text))
    useSought(query)
    return { query, places: useListPlaces(query) }
  })

it('begins at the place that was left, for the question that was asked, and for no other', async () => {
  await signedIn({ 'people.query': asked('is:admin'), 'people.place': at(7) })
  const { places } = list().it
  expect(places.of(asked('is:admin'))).toEqual(at(7))
  expect(places.of(asked('is:inactive'))).toEqual(noPlace)
})

it('comes back to each question’s own place, and remembers that of filters beyond the window alone', async () => {
  await signedIn({})
  const { places } = list().it
  places.keep(asked('is:admin'), at(3))
  places.keep(asked('okonkwo'), at(9))
  expect([places.of(asked('is:admin')), places.of(asked('okonkwo'))]).toEqual([at(3), at(9)])
  expect(usePreferences().values['people.place']).toEqual(at(3))
})

/** Typing a word asked a question at each key, and they pushed out the place one came from. */
it('typing makes room among what was typed, and forgets no other place', async () => {
  await signedIn({})
  const { places } = list().it
  places.keep(asked(''), at(40))
  places.keep(asked('is:admin'), at(50))
  const words = Array.from({ length: 25 }, (_, length) => 'x'.repeat(length + 1))
  for (const [index, text] of words.entries()) places.keep(asked(text), at(index))
  expect([places.of(asked('')), places.of(asked('is:admin'))]).toEqual([at(40), at(50)])
  expect(places.of(asked(words[24] ?? ''))).toEqual(at(24))
  expect(places.of(asked('x'))).toEqual(noPlace)
})

it('is where people stand by now', async () => {
  const page = await signedIn({}, { 'directory.places': () => [4, -1] })
  expect(await list().it.places.find(asked('ann'), [8, 9])).toEqual([4, -1])
  expect(page.asked.at(-1)).toEqual({ channel: 'directory.places', args: { ...asked('ann'), ids: [8, 9] } })
})

/** A sign-in that ended by itself emptied the search of whoever signed in again. */
it('has the words and the place again when the same person signs in after their sign-in has ended', async () => {
  const page = await signedIn({ 'people.query': asked('is:admin'), 'people.place': at(7) })
  const before = list()
  before.it.query.text = 'is:admin okonkwo'
  before.it.places.keep(before.it.query, at(12))
  await page.tell('session', as('ada@x.example', 'ended'))
  before.close()
  await page.tell('session', as('ada@x.example'))
  const { query, places } = list().it
  expect(query.text).toBe('is:admin okonkwo')
  expect([places.of(query), places.of(asked('is:admin'))]).toEqual([at(12), at(7)])
})

it('has neither for somebody else, nor a place for words that were only just typed', async () => {
  const page = await signedIn({})
  const before = list()
  before.it.places.keep(asked('oko'), at(12))
  before.it.query.text = 'okonkwo'
  before.it.places.keep(asked('oko'), at(13))
  before.close()
  const again = list()
  expect([again.it.query.text, again.it.places.of(again.it.query)]).toEqual(['okonkwo', noPlace])
  again.close()
  await page.tell('session', as('bo@x.example'))
  expect(list().it.query.text).toBe('')
})
