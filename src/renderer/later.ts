import { defineAsyncComponent, type Component } from 'vue'

type Load = () => Promise<{ default: Component }>
const waiting: Load[] = []

/**
 * A screen that is not the first one seen, in a file of its own: what is compiled before the first frame is only what
 * is in it (bench/size). Read ahead it is there at once; asked for sooner, it comes a moment later.
 * @param load must be a literal import, from which the bundler makes the file
 */
export function later<T extends Component>(load: () => Promise<{ default: T }>): T {
  waiting.push(load)
  return defineAsyncComponent(load)
}

/** Reads the other screens while nobody waits for anything, one at a time. */
export function readAhead(): void {
  const load = waiting.shift()
  // That a file cannot be read is told when its screen is opened, which tries once more.
  if (load) requestIdleCallback(() => void load().then(readAhead, readAhead))
}
