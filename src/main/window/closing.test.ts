import { beforeEach, expect, it, vi } from 'vitest'
import { closeWhenKept } from './closing'

let close: (event: { preventDefault: () => void }) => void
let gone: () => void
let closed: number
let asked: number
let ending: boolean
const quit = vi.fn()
let kept: () => void

beforeEach(() => {
  vi.useFakeTimers()
  ;[closed, asked, ending] = [0, 0, false]
  quit.mockClear()
  const window = {
    on: (event: string, listener: typeof close & (() => void)) =>
      event === 'close' ? (close = listener) : (gone = listener),
    close: () => (closed += 1),
  }
  kept = closeWhenKept({
    window: window as unknown as Parameters<typeof closeWhenKept>[0]['window'],
    ask: () => (asked += 1),
    ending: () => ending,
    quit,
  })
  return () => vi.useRealTimers()
})
/** @returns whether it was prevented */
const wantsToClose = (): boolean => {
  const preventDefault = vi.fn()
  close({ preventDefault })
  return preventDefault.mock.calls.length > 0
}

it('closes once the page has kept what it holds, asked once however often that is wanted', () => {
  expect([wantsToClose(), wantsToClose()]).toEqual([true, true])
  expect([asked, closed]).toEqual([1, 0])
  kept()
  expect(closed).toBe(1)
  expect(wantsToClose()).toBe(false)
  expect(quit).not.toHaveBeenCalled()
})

it('goes on ending the program where that was what closed it', () => {
  ending = true
  wantsToClose()
  kept()
  expect(quit).toHaveBeenCalledOnce()
  expect([closed, wantsToClose()]).toEqual([0, false])
})

it('is done with a window that went away in another way meanwhile', () => {
  wantsToClose()
  gone()
  kept()
  vi.advanceTimersByTime(5_000)
  expect(closed).toBe(0)
})

it('does not wait for long for a page that hangs, and for none that was not asked', () => {
  kept()
  expect(closed).toBe(0)
  wantsToClose()
  vi.advanceTimersByTime(999)
  expect(closed).toBe(0)
  vi.advanceTimersByTime(1)
  expect(closed).toBe(1)
  kept()
  expect(closed).toBe(1)
})
