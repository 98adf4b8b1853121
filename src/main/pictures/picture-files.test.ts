import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { PictureOf } from '#shared/ipc/pictures'
import { openPictureFiles, type Bounds, type PictureFiles } from './picture-files'

const day = 86_400_000
let folder: string
let now: number
let files: PictureFiles
beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'usher-pictures-')), 'pictures')
  now = Date.now()
  files = await open(1)
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

async function open(account: number | null, bounds?: Bounds): Promise<PictureFiles> {
  const opened = openPictureFiles(folder, () => now, bounds)
  opened.open(account)
  await opened.ready()
  return opened
}
const of = (id: number, file = 'a.png'): PictureOf => ({ id, file })
const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text))
const read = async (picture: PictureOf, from = files) => {
  const found = await from.read(picture)
  return found && Buffer.from(found).toString()
}
async function keep(...pictures: readonly (readonly [PictureOf, string])[]): Promise<void> {
  for (const [picture, text] of pictures) files.write(picture, bytes(text))
  await files.settled()
}
const names = (account = 1) => readdirSync(join(folder, String(account)))

it('keeps a picture over a restart; another name is another picture', async () => {
  expect(await read(of(7))).toBeNull()
  await keep([of(7), 'seven'], [of(8), 'eight'])
  files = await open(1)
  expect([files.has(of(7)), files.has(of(7, 'b.png'))]).toEqual([true, false])
  expect([await read(of(7)), await read(of(8)), await read(of(7, 'b.png'))]).toEqual(['seven', 'eight', null])
})

it('is read by its owner alone', async () => {
  if (process.platform === 'win32') return
  await keep([of(7), 'seven'])
  const mode = (path: string) => statSync(path).mode & 0o777
  expect([mode(join(folder, '1')), mode(join(folder, '1', names()[0] ?? ''))]).toEqual([0o700, 0o600])
})

it('a server’s name for a file never becomes one here', async () => {
  await keep([of(7, '../../../evil'), 'x'], [of(7, '/etc/passwd'), 'y'])
  expect(names().every((name) => /^7-[0-9a-f]{32}-[0-9a-f]{32}$/.test(name))).toBe(true)
  expect(readdirSync(join(folder, '..'))).toEqual(['pictures'])
})

it('stays within its bounds: whoever was not looked at for the longest time makes room', async () => {
  files = await open(1, { bytes: 1_000, files: 3 })
  await keep([of(1), 'one'], [of(2), 'two'], [of(3), 'three'])
  expect(await read(of(1))).toBe('one')
  await keep([of(4), 'four'])
  expect([1, 2, 3, 4].map((id) => files.has(of(id)))).toEqual([true, false, true, true])
  // By size as well, and one that is larger than all there is room for is not kept.
  await keep([of(5), 'x'.repeat(994)])
  expect([1, 3, 4, 5].map((id) => files.has(of(id)))).toEqual([false, false, true, true])
  await keep([of(6), 'x'.repeat(1_001)])
  expect(files.has(of(6))).toBe(false)
  expect(names()).toHaveLength(2)
})

it('what a restart finds is within the bounds too, and the oldest of it goes', async () => {
  await keep([of(1), 'one'], [of(2), 'two'], [of(3), 'three'])
  const old = names().find((name) => name.startsWith('2-')) ?? ''
  utimesSync(join(folder, '1', old), 1_000, 1_000)
  files = await open(1, { bytes: 1_000, files: 2 })
  await files.settled()
  expect([1, 2, 3].map((id) => files.has(of(id)))).toEqual([true, false, true])
  expect(names()).toHaveLength(2)
})

it('notes that a picture was looked at, once a day', async () => {
  await keep([of(1), 'one'])
  const file = join(folder, '1', names()[0] ?? '')
  const noted = () => Math.round(statSync(file).mtimeMs / day)
  const written = noted()
  now += 10 * day
  await read(of(1))
  await files.settled()
  expect(noted()).toBe(written + 10)
})

it('a picture that was replaced leaves nothing behind', async () => {
  await keep([of(7), 'old'])
  await keep([of(7), 'new'])
  expect([await read(of(7)), names()]).toEqual(['new', [expect.any(String)]])
})

it('never shows one account’s pictures to another, and removes them when it is left', async () => {
  await keep([of(7), 'mine'])
  files.open(2)
  await files.ready()
  expect([files.has(of(7)), await read(of(7))]).toEqual([false, null])
  expect(readdirSync(folder)).toEqual([])
  await keep([of(7), 'theirs'])
  files.open(1)
  await files.ready()
  expect(await read(of(7))).toBeNull()
})

it('nobody’s pictures are kept when nobody is signed in', async () => {
  await keep([of(7), 'seven'])
  files.open(null)
  // What still comes for whoever left.
  files.write(of(8), bytes('eight'))
  await files.settled()
  expect(readdirSync(folder)).toEqual([])
})

it('what is written while its account is being left does not come back', async () => {
  files.write(of(7), bytes('seven'))
  files.open(null)
  await files.settled()
  expect(readdirSync(join(folder, '..'))).toEqual([])
})

it('a damaged file is no picture, and is thrown away', async () => {
  await keep([of(7), 'seven'], [of(8), 'eight'])
  const path = (id: number) => join(folder, '1', names().find((name) => name.startsWith(`${id}-`)) ?? '')
  writeFileSync(path(7), 'seve')
  files = await open(1)
  expect([await read(of(7)), await read(of(8))]).toEqual([null, 'eight'])
  await files.settled()
  expect([files.has(of(7)), names()]).toEqual([false, [expect.stringMatching(/^8-/)]])
})

it('what was never finished, or is none of ours, is removed', async () => {
  await keep([of(7), 'seven'])
  const [own = ''] = names()
  writeFileSync(join(folder, '1', `${own}.unfinished`), 'sev')
  writeFileSync(join(folder, '1', 'notes.txt'), 'hello')
  files = await open(1)
  expect(names()).toEqual([own])
  expect(readFileSync(join(folder, '1', own), 'utf8')).toBe('seven')
})

it('where the disk takes nothing, pictures are there until Usher ends', async () => {
  // A file stands where the folder would be.
  writeFileSync(folder, '')
  await keep([of(7), 'seven'])
  expect([files.has(of(7)), await read(of(7))]).toEqual([true, 'seven'])
  files = await open(1)
  expect([files.has(of(7)), await read(of(7))]).toEqual([false, null])
})
