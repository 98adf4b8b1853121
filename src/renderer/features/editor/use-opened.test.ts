import { afterEach, expect, it, vi } from 'vitest'
import { openEditor, openedOf, type Bench } from './testing/bench'

let bench: Bench
afterEach(() => bench.close())

it('reads a person anew when the pause is over for which the copy was shown', async () => {
  let paused = true
  bench = await openEditor({
    'users.open': () => ({
      ...openedOf({ FullName: paused ? 'As of last week' : 'As of now' }),
      problem: paused ? { code: 'throttled', facts: { retryAt: Date.now() + 1 } } : null,
    }),
  })
  expect(bench.input('FullName').value).toBe('As of last week')
  paused = false
  await vi.waitFor(() => expect(bench.input('FullName').value).toBe('As of now'))
})
