declare global {
  interface Window {
    usherLastKey: number
  }
}

/** Notes when a key was last pressed in a field, milliseconds since 1970. Runs in the page. */
export function watchKeys(field: Element): void {
  field.addEventListener(
    'keydown',
    (event) => (window.usherLastKey = performance.timeOrigin + event.timeStamp),
    { capture: true },
  )
}

export function lastKey(): number {
  return window.usherLastKey
}
