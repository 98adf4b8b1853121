// The windows and pages that exist. In a room of its own so that the parts need not import each other in circles.

/** @type {Map<number, import('./browser-window.mjs').BrowserWindow>} in the order of their last focus */
export const windows = new Map()

/** @type {Map<number, import('./web-contents.mjs').WebContents>} */
export const contents = new Map()

/** @returns {import('./browser-window.mjs').BrowserWindow | null} the window that was focused last */
export function focusedWindow() {
  return [...windows.values()].filter((window) => window.isVisible()).at(-1) ?? null
}
