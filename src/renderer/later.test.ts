import { beforeEach, expect, it, vi } from 'vitest'
import { createApp, defineComponent, h } from 'vue'
import { later, readAhead } from './later'

/** As a module is when it has been imported. */
const screen = (words: string) => ({
  default: defineComponent({ render: () => h('p', words) }),
  [Symbol.toStringTag]: 'Module',
})
let idle: (() => void)[]
beforeEach(() => {
  idle = []
  vi.stubGlobal('requestIdleCallback', (run: () => void) => idle.push(run))
})
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
/** Lets the page rest once. */
const rest = async (): Promise<void> => {
  idle.shift()?.()
  await settled()
}

it('reads the other screens while the page rests, one after the other, each once', async () => {
  const reads: string[] = []
  for (const name of ['a', 'b']) later(() => (reads.push(name), Promise.resolve(screen(name))))
  readAhead()
  expect(reads).toEqual([])
  await rest()
  expect(reads).toEqual(['a'])
  await rest()
  await rest()
  expect(reads).toEqual(['a', 'b'])
})

it('goes on with the next when one cannot be read', async () => {
  const read = vi.fn(() => Promise.resolve(screen('b')))
  later(() => Promise.reject(new Error('gone')))
  later(read)
  readAhead()
  await rest()
  await rest()
  expect(read).toHaveBeenCalledOnce()
})

it('reads a screen once more when it is opened after it could not be read', async () => {
  const read = vi.fn(() => Promise.resolve(screen('Review')))
  const Review = later(read.mockRejectedValueOnce(new Error('gone')))
  const open = (): HTMLElement => {
    const page = document.createElement('main')
    const app = createApp(Review)
    app.config.errorHandler = () => undefined
    app.mount(page)
    return page
  }
  open()
  await settled()
  const page = open()
  expect(page.textContent).toBe('')
  await settled()
  expect(page.textContent).toBe('Review')
  expect(read).toHaveBeenCalledTimes(2)
})
