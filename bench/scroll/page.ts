/** What a time of scrolling was like. */
export interface Scrolled {
  /** Milliseconds from each frame to the next. */
  readonly frames: readonly number[]
  /** Of the frames, how many had rows in view whose values were still on their way. */
  readonly waiting: number
}

/** What to scroll, and how. */
export interface Scroll {
  /** Of the element that scrolls. */
  readonly selector: string
  readonly frames: number
  /** By so many px a frame. */
  readonly by: number
  /** After so many frames to another place altogether, as when the bar is dragged. */
  readonly jumpAfter: number
}

/** Scrolls frame by frame, as fast as the page shows them. Runs in the page, and uses nothing from outside itself. */
export function scroll({ selector, frames, by, jumpAfter }: Scroll): Promise<Scrolled> {
  const element = document.querySelector<HTMLElement>(selector)
  if (!element) throw new Error(`nothing scrolls at ${selector}`)
  const samples: number[] = []
  let [waiting, jumps, last] = [0, 0, 0]
  const height = element.scrollHeight - element.clientHeight
  element.scrollTop = 0
  return new Promise((resolve) => {
    const step = (now: number): void => {
      if (last > 0) samples.push(now - last)
      last = now
      if (samples.length > 0 && element.querySelector('[aria-busy=true]')) waiting++
      if (samples.length >= frames) return resolve({ frames: samples, waiting })
      // Multiples of the golden ratio reach everywhere, and every run the same places.
      if (samples.length % jumpAfter === jumpAfter - 1)
        element.scrollTop = ((++jumps * 0.6180339887) % 1) * height
      else element.scrollTop += by
      requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  })
}
