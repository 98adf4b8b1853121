import { expect, it } from 'vitest'
import { splitMiddle } from './middle'

it.each([
  ['zoe@example.com', 'zoe', '@example.com'],
  ['zoe@a-very-long-domain-of-a-space.example', 'zoe@a-very-long-domain-of', '-a-space.example'],
  ['no address at all', 'no addres', 's at all'],
  ['short', '', 'short'],
  ['', '', ''],
])('parts %s', (text, head, tail) => expect(splitMiddle(text)).toEqual({ head, tail }))
