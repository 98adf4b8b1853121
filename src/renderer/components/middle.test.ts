import { expect, it } from 'vitest'
import { cutMiddle } from './middle'

/** Every letter is ten wide. */
const measure = (text: string): number => Array.from(text).length * 10

it.each([
  ['zoe@example.com', 150, 'zoe@example.com'],
  ['zoe@example.com', 149, 'zoe…xample.com'],
  ['minus.sign@northlight.example', 240, 'minus.s…rthlight.example'],
  ['minus.sign@northlight.example', 200, 'min…rthlight.example'],
  // There its end gives way as well, and then both.
  ['minus.sign@northlight.example', 120, 'min….example'],
  ['minus.sign@northlight.example', 40, 'm…le'],
  ['minus.sign@northlight.example', 0, '…'],
  ['no address at all', 140, 'no ad…s at all'],
  ['😀😀😀😀', 30, '😀…😀'],
  ['', 0, ''],
])('%s in %i px is %s', (text, room, cut) => expect(cutMiddle(text, room, measure)).toBe(cut))

it('takes all the room there is, with one ellipsis and no more than a letter to spare', () => {
  const text = 'somebody.with-a-name@northlight-harbour.example'
  for (let room = 10; room < measure(text); room++) {
    const cut = cutMiddle(text, room, measure)
    expect(cut.split('…')).toHaveLength(2)
    expect(measure(cut)).toBeLessThanOrEqual(room)
    expect(measure(cut)).toBeGreaterThan(room - 10)
  }
})
