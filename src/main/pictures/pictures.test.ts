import { beforeEach, describe, expect, it } from 'vitest'
import { UsherError, type ErrorCode, type Problem } from '#shared/ipc/errors'
import type { PictureNews, PictureOf } from '#shared/ipc/pictures'
import type { PictureFiles } from './picture-files'
import { createPictures, type Pictures } from './pictures'

const minute = 60_000
const png = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from(text)]))
const of = (id: number, file = 'a.png'): PictureOf => ({ id, file })
const some = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => of(from + n))

/** A disk that is a map. */
class Disk implements PictureFiles {
  account: number | null = null
  readonly kept = new Map<string, Uint8Array<ArrayBuffer>>()
  readonly #key = ({ id, file }: PictureOf) => `${this.account} ${id} ${file}`
  open(account: number | null): void {
    this.account = account
    this.kept.clear()
  }
  ready = () => Promise.resolve()
  settled = () => Promise.resolve()
  has = (picture: PictureOf) => this.kept.has(this.#key(picture))
  read = (picture: PictureOf) => Promise.resolve(this.kept.get(this.#key(picture)) ?? null)
  write = (picture: PictureOf, bytes: Uint8Array<ArrayBuffer>) =>
    void this.kept.set(this.#key(picture), bytes)
}

/** A request that was made, to be answered by the test. */
interface Asked {
  readonly id: number
  readonly account: number
  readonly priority: string
  readonly answer: (bytes: Uint8Array<ArrayBuffer> | null) => Promise<void>
  readonly fail: (code: ErrorCode, retryAt?: number) => Promise<void>
}

let disk: Disk
let asked: Asked[]
let news: PictureNews[]
let trouble: Problem | null
let time: number
let sleeps: { readonly until: number; readonly wake: () => void }[]
let pictures: Pictures

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
/** Lets time pass, and whoever sleeps wake in it. */
async function pass(ms: number): Promise<void> {
  time += ms
  const due = sleeps.filter(({ until }) => until <= time)
  sleeps = sleeps.filter(({ until }) => until > time)
  for (const { wake } of due) wake()
  await settle()
}
const ids = () => asked.map(({ id }) => id)
const last = (): Asked => {
  const one = asked.at(-1)
  if (!one) throw new Error('nothing was asked')
  return one
}
async function answerAll(): Promise<void> {
  for (let at = 0; at < asked.length; at++) await asked[at]?.answer(png(String(asked[at]?.id)))
}

beforeEach(() => {
  disk = new Disk()
  ;[asked, news, sleeps] = [[], [], []]
  trouble = null
  time = 1_000_000
  pictures = make()
  pictures.show(1)
})
function make(): Pictures {
  const made = createPictures({
    files: disk,
    trouble: () => trouble,
    clock: {
      now: () => time,
      sleep: (ms) => new Promise((wake) => sleeps.push({ until: time + ms, wake })),
    },
    fetch: (id, { account, priority }) =>
      new Promise((resolve, reject) => {
        asked.push({
          ...{ id, account, priority },
          answer: async (bytes) => {
            resolve(bytes)
            await settle()
          },
          fail: async (code, retryAt) => {
            reject(new UsherError(code, retryAt === undefined ? {} : { retryAt }))
            await settle()
          },
        })
      }),
  })
  made.onNews((one) => news.push(one))
  return made
}

it('of whoever was there before are gone when nobody is at the start', () => {
  const fresh = make()
  disk.write(of(1), png('1'))
  fresh.show(null)
  expect(disk.kept.size).toBe(0)
})

describe('pictures of rows', () => {
  it('are answered from this computer, and nothing is asked for what is here', async () => {
    disk.write(of(1), png('1'))
    expect(await pictures.look(1, some(1, 1))).toEqual([of(1)])
    expect(asked).toEqual([])
  })

  it('are asked for in the order in which they are looked at, last of all, a few at a time, and told', async () => {
    expect(await pictures.look(1, some(1, 8))).toEqual([])
    expect(ids()).toEqual([1, 2, 3])
    expect(new Set(asked.map(({ priority }) => priority))).toEqual(new Set(['picture']))
    await asked[1]?.answer(png('2'))
    expect(ids()).toEqual([1, 2, 3, 4])
    expect(news).toEqual([{ account: 1, picture: of(2) }])
    await answerAll()
    expect(ids()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(await pictures.look(1, some(1, 8))).toEqual(some(1, 8))
    expect(asked).toHaveLength(8)
  })

  it('are not asked for any more once nobody looks: whoever is scrolled past costs nothing', async () => {
    await pictures.look(1, some(1, 8))
    await pictures.look(1, some(20, 21))
    expect(ids()).toEqual([1, 2, 3])
    await answerAll()
    expect(ids()).toEqual([1, 2, 3, 20, 21])
    await pictures.look(1, [])
    expect(asked).toHaveLength(5)
  })

  it('are asked for once, however often they are looked at', async () => {
    await pictures.look(1, some(1, 2))
    await pictures.look(1, some(1, 2))
    expect(ids()).toEqual([1, 2])
  })

  it('are not asked for while asking makes no sense, and are when that ends', async () => {
    trouble = { code: 'offline', facts: {} }
    await pictures.look(1, some(1, 2))
    expect(asked).toEqual([])
    trouble = null
    pictures.wake()
    expect(ids()).toEqual([1, 2])
  })

  it('wait out a pause that another request was told of', async () => {
    const until = time + minute
    trouble = { code: 'throttled', facts: { retryAt: until } }
    await pictures.look(1, some(1, 2))
    expect(asked).toEqual([])
    trouble = null
    await pass(minute)
    expect(ids()).toEqual([1, 2])
  })
})

describe('what cannot be had', () => {
  it.each([
    ['is not there', (one: Asked) => one.fail('gone'), 60],
    ['is no picture', (one: Asked) => one.answer(new Uint8Array(Buffer.from('<svg/>'))), 60],
    ['is nothing', (one: Asked) => one.answer(new Uint8Array()), 60],
    ['is too large', (one: Asked) => one.answer(null), 60],
    ['fails', (one: Asked) => one.fail('server-fault'), 5],
  ])('because it %s is left for a while, and holds up no other', async (_, end, minutes) => {
    await pictures.look(1, [of(1)])
    await end(last())
    expect([news, disk.kept.size]).toEqual([[], 0])
    await pictures.look(1, [of(1), of(2)])
    expect(ids()).toEqual([1, 2])
    // Not for whoever opens that person either.
    expect(await pictures.get(1, of(1))).toBeNull()
    await pass(minutes * minute - 1)
    await pictures.look(1, [of(1)])
    expect(ids()).toEqual([1, 2])
    await pass(1)
    await pictures.look(1, [of(1)])
    expect(ids()).toEqual([1, 2, 1])
  })

  it('another file of the same person is another picture', async () => {
    await pictures.look(1, [of(1)])
    await last().fail('gone')
    await pictures.look(1, [of(1, 'b.png')])
    expect(ids()).toEqual([1, 1])
  })

  it('because the server or the allowance asks for patience waits until then, and goes on by itself', async () => {
    await pictures.look(1, some(1, 6))
    await asked[0]?.fail('throttled', time + 10_000)
    await asked[1]?.answer(png('2'))
    expect(ids()).toEqual([1, 2, 3])
    await pictures.look(1, some(1, 6))
    expect(ids()).toEqual([1, 2, 3])
    await pass(9_999)
    expect(ids()).toEqual([1, 2, 3])
    await pass(1)
    // The first of them as well: nothing is wrong with it.
    expect(ids()).toEqual([1, 2, 3, 1, 4])
  })

  it.each([
    ['no-permission', 10 * minute],
    ['sign-in-ended', 10 * minute],
    ['unreachable', 30_000],
    ['timeout', 30_000],
  ] as const)('because of %s is left with all others for %i ms', async (code, ms) => {
    await pictures.look(1, some(1, 6))
    for (const one of [...asked]) await one.fail(code)
    expect(ids()).toEqual([1, 2, 3])
    await pass(ms - 1)
    expect(ids()).toEqual([1, 2, 3])
    await pass(1)
    expect(asked).toHaveLength(6)
  })
})

it.each([
  ['the same person signs in anew', () => pictures.show(1)],
  ['the server can be asked again', () => pictures.wake()],
])('once %s, nothing of it counts any more', async (_, happens) => {
  await pictures.look(1, some(1, 6))
  for (const one of [...asked]) await one.fail('sign-in-ended')
  happens()
  expect(ids()).toEqual([1, 2, 3, 4, 5, 6])
})

describe('a picture that somebody waits for', () => {
  it('comes from this computer, else from the server before those of rows, and is kept', async () => {
    await pictures.look(1, some(1, 8))
    const opened = pictures.get(1, of(9))
    await settle()
    expect(last()).toMatchObject({ id: 9, priority: 'background' })
    await last().answer(png('9'))
    expect(await opened).toEqual({ type: 'image/png', bytes: png('9') })
    const before = asked.length
    expect(await pictures.get(1, of(9))).toEqual({ type: 'image/png', bytes: png('9') })
    expect(asked).toHaveLength(before)
  })

  it('is not asked for twice when a row has begun; when that was told to wait it is', async () => {
    await pictures.look(1, some(1, 2))
    const [one, two] = [pictures.get(1, of(1)), pictures.get(1, of(2))]
    await settle()
    expect(ids()).toEqual([1, 2])
    await asked[0]?.answer(png('1'))
    expect((await one)?.bytes).toEqual(png('1'))
    await asked[1]?.fail('throttled', time + minute)
    expect(last()).toMatchObject({ id: 2, priority: 'background' })
    await last().answer(png('2'))
    expect((await two)?.bytes).toEqual(png('2'))
  })

  it('is not asked for offline', async () => {
    trouble = { code: 'offline', facts: {} }
    expect(await pictures.get(1, of(1))).toBeNull()
    expect(asked).toEqual([])
  })
})

describe('another account', () => {
  it('is shown nothing of the last one: not what is kept, nor what still comes', async () => {
    disk.write(of(5), png('5'))
    await pictures.look(1, some(1, 3))
    const opened = pictures.get(1, of(9))
    await settle()
    pictures.show(2)
    expect(await pictures.look(1, some(1, 5))).toEqual([])
    expect(await pictures.get(1, of(5))).toBeNull()
    await answerAll()
    expect(await opened).toBeNull()
    expect([news, disk.kept.size]).toEqual([[], 0])
    expect(await pictures.look(2, [of(5)])).toEqual([])
    expect(last()).toMatchObject({ id: 5, account: 2 })
  })

  it('begins anew: what the last one could not have is no word about this one', async () => {
    await pictures.look(1, [of(1)])
    await last().fail('no-permission')
    pictures.show(2)
    await pictures.look(2, [of(1)])
    expect(asked.map(({ account }) => account)).toEqual([1, 2])
  })

  it('nobody is shown, and nothing asked for, when nobody is signed in', async () => {
    await pictures.look(1, some(1, 8))
    pictures.show(null)
    await answerAll()
    expect(await pictures.look(1, some(1, 8))).toEqual([])
    expect(asked).toHaveLength(3)
  })
})
