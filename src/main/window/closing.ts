import type { BrowserWindow } from 'electron'

/** How long a window waits for its page before it closes, ms: a page that hangs can be closed all the same. */
const patience = 1_000

interface Parts {
  readonly window: Pick<BrowserWindow, 'on' | 'close'>
  /** Asks the page to keep what it still holds. */
  readonly ask: () => void
  /** Whether all of the program is ending: a window that does not close at once has ended that. */
  readonly ending: () => boolean
  readonly quit: () => void
}

/**
 * Has a window closed only once its page has kept what it still holds: what it sends while it is already closing may
 * arrive at nobody.
 * @returns to be called when the page has kept everything
 */
export function closeWhenKept({ window, ask, ending, quit }: Parts): () => void {
  let kept = false
  let waiting: NodeJS.Timeout | null = null
  /** @returns whether it was waiting */
  const stopWaiting = (): boolean => {
    const was = waiting !== null
    if (waiting) clearTimeout(waiting)
    waiting = null
    return was
  }
  const close = (): void => {
    if (!stopWaiting()) return
    kept = true
    if (ending()) quit()
    else window.close()
  }
  window.on('close', (event) => {
    if (kept) return
    event.preventDefault()
    if (waiting) return
    waiting = setTimeout(close, patience)
    ask()
  })
  window.on('closed', stopWaiting)
  return close
}
