import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PictureOf } from '#shared/ipc/pictures'
import { Portrait } from './portrait'

let portrait: Portrait
let create: ReturnType<typeof spyOnMaking>
const spyOnMaking = () => vi.spyOn(document, 'createElement')
beforeEach(() => {
  create = spyOnMaking()
  portrait = new Portrait()
})
afterEach(() => create.mockRestore())

/** Images that were made, shown or not. */
const made = () =>
  create.mock.results.flatMap(({ value }) => (value instanceof HTMLImageElement ? [value] : []))
const ana: PictureOf = { id: 1, file: 'a.png' }
const bo: PictureOf = { id: 2, file: 'b.png' }
const address = ({ id, file }: PictureOf): string => `./avatar/1/${id}?file=${file}`
function show(picture: PictureOf | null, cleared = false): void {
  const cell = { kind: 'name', id: 'FullName', text: 'Ana', pending: false, tight: false } as const
  portrait.show({ ...cell, letters: 'Ana', unnamed: false, picture, cleared })
}
const shown = () => portrait.element.querySelector('img')?.getAttribute('src') ?? null
const load = () => made().at(-1)?.dispatchEvent(new Event('load'))

it('is initials, and says nothing, until the list rests and the picture has come', () => {
  show(ana)
  expect([portrait.element.textContent, portrait.element.ariaHidden, made()]).toEqual(['A', 'true', []])
  portrait.showPicture(() => null)
  expect(made()).toEqual([])
  portrait.showPicture(address)
  expect(shown()).toBeNull()
  load()
  expect([shown(), made()[0]?.alt]).toEqual([address(ana), ''])
})

it('loads it once, however often the list rests', () => {
  show(ana)
  portrait.showPicture(address)
  load()
  const observer = new MutationObserver(() => undefined)
  observer.observe(portrait.element, { subtree: true, childList: true, attributes: true })
  show({ ...ana })
  portrait.showPicture(address)
  expect(observer.takeRecords()).toEqual([])
})

it('never shows somebody else’s: not for a moment, and not when it comes late', () => {
  show(ana)
  portrait.showPicture(address)
  load()
  show(bo)
  expect(shown()).toBeNull()
  portrait.showPicture(address)
  show(ana)
  load()
  expect(shown()).toBeNull()
  portrait.showPicture(address)
  load()
  expect(shown()).toBe(address(ana))
  show({ ...ana, file: 'new.png' })
  expect(shown()).toBeNull()
  // One element for all of them.
  expect(made()).toHaveLength(1)
})

it('goes back to initials, marked, when a draft takes the picture away', () => {
  show(ana)
  portrait.showPicture(address)
  load()
  show(null, true)
  expect([shown(), portrait.element.className]).toEqual([null, 'avatar cleared'])
  portrait.showPicture(address)
  load()
  expect(shown()).toBeNull()
  show(ana)
  expect(portrait.element.className).toBe('avatar')
})
