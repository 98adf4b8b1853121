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

it('fits into the width it was given', () => {
  // From the narrowest window on.
  for (let width = 472; width < 1200; width += 20)
    expect(columnsFor(width).reduce((sum, { least }) => sum + least, 0)).toBeLessThanOrEqual(width)
})
