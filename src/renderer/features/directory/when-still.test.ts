import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { whenStill } from './when-still'

const job = vi.fn()
let held: boolean
let still: ReturnType<typeof whenStill>
beforeEach(() => {
  vi.useFakeTimers()
  job.mockReset()
  held = false
  still = whenStill({ pause: 140, isHeld: () => held, job })
})
afterEach(() => vi.useRealTimers())

it('waits until a list that moves rests', () => {
  for (let top = 0; top < 1_000; top += 100) {
    still.painted(top)
    vi.advanceTimersByTime(100)
  }
  expect(job).not.toHaveBeenCalled()
  vi.advanceTimersByTime(40)
  expect(job).toHaveBeenCalledTimes(1)
})

it('does not wait for the end of what is only drawn anew', () => {
  for (let times = 0; times < 4; times++) {
    still.painted('here')
    vi.advanceTimersByTime(50)
  }
  expect(job).toHaveBeenCalledTimes(1)
})

it('waits as long as it is held, and is not done after the end', () => {
  held = true
  still.painted(0)
  vi.advanceTimersByTime(1_000)
  expect(job).not.toHaveBeenCalled()
  held = false
  vi.advanceTimersByTime(140)
  expect(job).toHaveBeenCalledTimes(1)
  still.painted(1)
  still.stop()
  vi.advanceTimersByTime(1_000)
  expect(job).toHaveBeenCalledTimes(1)
})
