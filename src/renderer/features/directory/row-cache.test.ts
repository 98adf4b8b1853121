import { describe, expect, it, vi } from 'vitest'
import type { FoundRows } from '#shared/ipc/models'
import { UsherError } from '#shared/ipc/errors'
import { blockSize, RowCache, type BlockQuery, type RowQuery } from './row-cache'

const sort = { field: 'FullName', descending: false } as const
const query = (text: string): RowQuery => ({ text, scope: 'everyone', sort })

/** Main's side, answered by hand: each request waits until `answer` or `refuse`. */
function bench(total = 1000) {
  const asked: BlockQuery[] = []
  const waiting: { answer: () => void; refuse: () => void }[] = []
  let revision = 1
  const find = (wish: BlockQuery): Promise<FoundRows> => {
    asked.push(wish)
    const of = revision
    return new Promise((resolve, reject) => {
      const length = Math.max(0, Math.min(wish.count, total - wish.from))
      const rows = Array.from({ length }, (_, index) => ({
        id: wish.from + index + 1,
        values: { FullName: `${wish.text} ${wish.from + index} r${of}` },
        pending: [],
        state: null,
      }))
      waiting.push({
        answer: () => resolve({ total, from: wish.from, rows, revision: of }),
        refuse: () => reject(new UsherError('database-failed')),
      })
    })
  }
  const changed = vi.fn()
  const cache = new RowCache(find, changed)
  const settle = async (how: 'answer' | 'refuse' = 'answer'): Promise<void> => {
    waiting.shift()?.[how]()
    await new Promise((resolve) => setTimeout(resolve))
  }
  const name = (index: number) => cache.at(index)?.values.FullName
  return { cache, asked, settle, changed, name, next: () => (revision += 1), waiting }
}

describe('rows of a query', () => {
  it('asks for one block and shows it', async () => {
    const { cache, asked, settle, changed, name } = bench()
    cache.ask(query(''))
    expect(cache.total).toBeNull()
    await settle()
    expect(asked).toEqual([{ ...query(''), from: 0, count: blockSize }])
    expect(cache.total).toBe(1000)
    expect(name(blockSize - 1)).toBe(` ${blockSize - 1} r1`)
    expect(cache.at(blockSize)).toBeUndefined()
    expect(changed).toHaveBeenCalledOnce()
  })

  it('asks for the blocks in view, once each', async () => {
    const { cache, asked, settle } = bench()
    cache.ask(query(''))
    await settle()
    cache.look(1.8 * blockSize, 3.2 * blockSize)
    for (let round = 0; round < 4; round += 1) await settle()
    cache.look(1.9 * blockSize, 3.3 * blockSize)
    await settle()
    expect(asked.map(({ from }) => from / blockSize)).toEqual([0, 1, 2, 3])
  })

  it('never asks beyond the last row', async () => {
    const { cache, asked, settle } = bench(blockSize - 4)
    cache.ask(query(''))
    await settle()
    cache.look(0, 500)
    await settle()
    expect(asked).toHaveLength(1)
  })
})

describe('while a person types', () => {
  it('keeps the old rows until the new are here, and asks only for the newest', async () => {
    const { cache, asked, settle, name } = bench()
    cache.ask(query(''))
    await settle()
    for (const text of ['a', 'an', 'ana']) cache.ask(query(text))
    expect(name(0)).toBe(' 0 r1')
    await settle()
    expect(name(0)).toBe(' 0 r1')
    await settle()
    expect(name(0)).toBe('ana 0 r1')
    expect(cache.query?.text).toBe('ana')
    expect(asked.map(({ text }) => text)).toEqual(['', 'a', 'ana'])
  })

  it('shows a query it still knows at once', async () => {
    const { cache, asked, settle, name } = bench()
    for (const text of ['', 'a']) {
      cache.ask(query(text))
      await settle()
    }
    cache.ask(query(''))
    expect(name(0)).toBe(' 0 r1')
    await settle()
    expect(asked).toHaveLength(2)
  })
})

describe('when rows are out of date', () => {
  it('keeps them in view until their successors are here', async () => {
    const { cache, settle, name, next } = bench()
    cache.ask(query(''))
    await settle()
    next()
    cache.expire()
    expect(name(0)).toBe(' 0 r1')
    await settle()
    expect(name(0)).toBe(' 0 r2')
  })

  it('asks anew when the rows changed while the answer was on its way', async () => {
    const { cache, settle, name, next } = bench()
    cache.ask(query(''))
    next()
    cache.expire()
    await settle()
    expect(name(0)).toBe(' 0 r1')
    await settle()
    expect(name(0)).toBe(' 0 r2')
  })
})

describe('when main refuses', () => {
  it('tells the problem, keeps the rows, and does not ask by itself again', async () => {
    const { cache, asked, settle, name, waiting } = bench()
    cache.ask(query(''))
    await settle()
    cache.ask(query('a'))
    await settle('refuse')
    expect(cache.problem?.code).toBe('database-failed')
    expect(name(0)).toBe(' 0 r1')
    expect(waiting).toHaveLength(0)
    cache.retry()
    await settle()
    expect(cache.problem).toBeNull()
    expect(name(0)).toBe('a 0 r1')
    expect(asked).toHaveLength(3)
  })
})
