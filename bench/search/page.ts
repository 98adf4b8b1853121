import type { ColumnName } from './peers'
import type { Expected } from './queries'

/** One key as it was seen from within the page; times are milliseconds from the key's own event. */
export interface KeySample {
  /** The rows that belong to the new text are in the document. */
  readonly work: number
  /** The same, and their style and layout have been reckoned. */
  readonly laidOut: number
  /** The frame with them has been drawn. */
  readonly painted: number
  /** They were still the right ones then. */
  readonly kept: boolean
}

/** Tells whether what was expected is in the document. */
type Matches = (expected: Expected) => boolean

interface SearchBench {
  /** Takes the next key that is pressed in the field, and everything it brings about. */
  arm(which: 'app' | 'plain', expected: Expected): void
  done(): Promise<KeySample>
  /** Shows or hides the plain list, and gives it the focus. */
  showPlain(shown: boolean): void
}
declare global {
  interface Window {
    usherSearchBench: SearchBench
  }
}

/**
 * Installs the watch in the page. Runs there, so it may use nothing from outside itself.
 * @param people what the plain list looks through: the same people, folded, in the same order
 */
export function installSearchBench(people: readonly { text: string; name: string; email: string }[]): void {
  const rowAt = (index: number): Element | null =>
    document.querySelector(`[role=grid] [role=rowgroup] [role=row][aria-rowindex="${index + 2}"]`)
  const appMatches: Matches = ({ text, total, first }) => {
    const grid = document.querySelector('[role=grid]')
    if (total === 0) return grid === null && document.body.textContent.includes(`“${text.trim()}”`)
    if (grid?.getAttribute('aria-rowcount') !== String(total + 1)) return false
    return first.every(({ name, email }, index) => {
      const titles = [...(rowAt(index)?.querySelectorAll('[title]') ?? [])].map((each) =>
        each.getAttribute('title'),
      )
      return titles[0] === name && titles[1] === email
    })
  }

  // The least that could be done: the page itself looks through everybody and rewrites what is there.
  const plain = document.createElement('div')
  const input = document.createElement('input')
  const list = document.createElement('div')
  const count = document.createElement('p')
  plain.append(input, count, list)
  plain.style.cssText = 'position: fixed; inset: 0; z-index: 9; background: white; display: none'
  const lines = Array.from({ length: 28 }, () => {
    const line = document.createElement('div')
    line.style.cssText = 'display: grid; grid-template-columns: 1fr 1fr; height: 22px'
    line.append(document.createElement('span'), document.createElement('span'))
    list.append(line)
    return line
  })
  const show = (): void => {
    const wanted = input.value.split(/\s+/).filter(Boolean)
    const found = people.filter(({ text }) => wanted.every((word) => text.includes(word)))
    count.textContent = String(found.length)
    lines.forEach((line, index) => {
      const person = found[index]
      const [name, email] = line.children
      if (name && email) [name.textContent, email.textContent] = [person?.name ?? '', person?.email ?? '']
    })
  }
  input.addEventListener('input', show)
  document.body.append(plain)
  const plainMatches: Matches = ({ total, first }) =>
    count.textContent === String(total) &&
    first.every(({ name, email }, index) => {
      const cells = [...(lines[index]?.children ?? [])]
      return cells[0]?.textContent === name && cells[1]?.textContent === email
    })

  let done: Promise<KeySample> = Promise.reject(new Error('nothing was armed'))
  done.catch(() => undefined)
  const watch = (matches: Matches, expected: Expected): Promise<KeySample> =>
    new Promise((resolve) => {
      let key = 0
      const look = (): void => {
        // Before the comparing, which is the bench's own time.
        const dom = performance.now()
        if (key === 0 || !matches(expected)) return
        observer.disconnect()
        // Asked for here, so that no wait for a frame is in it. The frame then finds it done.
        const asked = performance.now()
        document.body.getBoundingClientRect()
        const layout = performance.now() - asked
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => {
            const painted = performance.now()
            const work = dom - key
            resolve({ work, laidOut: work + layout, painted: painted - key, kept: matches(expected) })
          }
          port2.postMessage(null)
        })
      }
      const observer = new MutationObserver(look)
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      addEventListener('keydown', (event) => (key = event.timeStamp), { capture: true, once: true })
    })
  window.usherSearchBench = {
    arm: (which, expected) => void (done = watch(which === 'app' ? appMatches : plainMatches, expected)),
    done: () => done,
    showPlain(shown) {
      plain.style.display = shown ? 'block' : 'none'
      input.value = ''
      show()
      const field = shown ? input : document.querySelector<HTMLInputElement>('#people-search')
      field?.focus()
    },
  }
}

/** `text` null asks for the cheapest thing there is. */
export interface FindCall {
  readonly text: string | null
  readonly shown: readonly ColumnName[]
}

/** How long one call of main takes from within the page, in ms. Runs in the page. */
export async function timeCall({ text, shown }: FindCall): Promise<number> {
  const began = performance.now()
  if (text === null) await window.usher.calls['connection.state'](undefined)
  else {
    const sort = { field: 'FullName', descending: false } as const
    await window.usher.calls['directory.find']({
      text,
      scope: 'everyone',
      sort,
      from: 0,
      count: 32,
      columns: [...shown],
    })
  }
  return performance.now() - began
}
