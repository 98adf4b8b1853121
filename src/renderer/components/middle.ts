/** Of a text's end, what is kept as long as anything of its beginning can give way: of an email as much of its domain. */
const [longestDomain, longestEnd] = [16, 8]
/** Of its beginning, what is kept until its end gives way too. */
const leastHead = 3

/**
 * A text that gives way in its middle where there is no room for all of it: emails are told apart by both their ends
 * (look.md). The ellipsis is a letter among the others, so that there is no gap beside it.
 * @param room px
 * @param measure the width of a text, px
 */
export function cutMiddle(text: string, room: number, measure: (text: string) => number): string {
  if (measure(text) <= room) return text
  // Whole characters: half of one is drawn as a box.
  const letters = Array.from(text)
  const at = letters.lastIndexOf('@')
  const end = at > 0 ? Math.min(letters.length - at, longestDomain) : longestEnd
  const keeping = (count: number): string => {
    const tail = Math.min(end, count - Math.min(leastHead, count >> 1))
    return `${letters.slice(0, count - tail).join('')}…${letters.slice(letters.length - tail).join('')}`
  }
  let [low, high] = [0, letters.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (measure(keeping(middle)) <= room) low = middle
    else high = middle - 1
  }
  return keeping(low)
}
