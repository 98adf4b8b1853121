import { shallowRef } from 'vue'

/** What the page's one polite live region says now. */
export const said = shallowRef('')

/** Sentences that came at nearly the same time are said together, or the last would swallow the others. */
const together = 150
let waiting: string[] = []
let timer: ReturnType<typeof setTimeout> | undefined

/** Says a sentence to those who listen, without moving focus. */
export function announce(sentence: string): void {
  waiting = [...waiting.filter((other) => other !== sentence), sentence]
  clearTimeout(timer)
  timer = setTimeout(say, together)
}

function say(): void {
  const sentences = waiting.join(' ')
  waiting = []
  // A region that is filled with what it holds already stays silent.
  said.value = sentences === said.value ? `${sentences}\u00a0` : sentences
}
