/** When, in milliseconds from the sign-in, the page had what. */
export interface FillTimes {
  /** The first frame with rows has been drawn. */
  readonly firstRows: number
  /** All people are in the local copy. */
  readonly complete: number
  readonly rowsSeen: number
}
declare global {
  interface Window {
    usherFillBench: Promise<FillTimes>
  }
}

/** Watches a first sign-in from the moment main says that it was taken. Runs in the page. */
export function watchFill(users: number): void {
  const signedIn = new Promise<number>((resolve) => {
    window.usher.on('session', ({ phase }) => {
      if (phase === 'signed-in') resolve(performance.now())
    })
  })
  const rows = (): number =>
    document.querySelectorAll('[role=grid] [role=rowgroup] [role=row]:not([aria-busy])').length
  const firstRows = new Promise<number>((resolve) => {
    const observer = new MutationObserver(() => {
      if (rows() === 0) return
      observer.disconnect()
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now())
        port2.postMessage(null)
      })
    })
    observer.observe(document, { subtree: true, childList: true, attributes: true })
  })
  const complete = new Promise<number>((resolve) => {
    window.usher.on('directory', ({ people, filling }) => {
      if (people >= users && !filling) resolve(performance.now())
    })
  })
  window.usherFillBench = Promise.all([signedIn, firstRows, complete]).then(([began, first, last]) => ({
    firstRows: first - began,
    complete: last - began,
    rowsSeen: rows(),
  }))
}
