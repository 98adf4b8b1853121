import { expect, it } from 'vitest'
import { columnsFor } from './columns'

const ids = (width: number) => columnsFor(width).map(({ id }) => id)

it('shows every column where there is room', () => {
  expect(ids(1100)).toEqual([
    'FullName',
    'Email',
    'IsAdmin',
    'Active',
    'TwoFactorEnabled',
    'LastAccess',
    'state',
  ])
})

it('gives columns up one by one, and never name, email and state', () => {
  let before = ids(1100)
  for (let width = 1000; width > 0; width -= 20) {
    const now = ids(width)
    expect(before.filter((id) => now.includes(id))).toEqual(now)
    before = now
  }
  expect(before).toEqual(['FullName', 'Email', 'state'])
})

it('fits into the width it was given, without a gap', () => {
  // From the narrowest window on.
  for (let width = 472; width < 1200; width += 20) {
    const columns = columnsFor(width)
    columns.forEach(({ x }, place) => {
      const before = columns[place - 1]
      expect(x).toBe(before ? before.x + before.width : 0)
    })
    const last = columns.at(-1)
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(width)
  }
})
