import { expect, it } from 'vitest'
import { longestFile, pictureAddress, pictureAt } from './pictures'

const at = (address: string) => pictureAt(new URL(address, 'app://bundle/index.html'))

it.each(['a.png', 'a b&file=c.png', '../../secret', '%2e%2e', 'ü/ñ?#.jpg', '..'])(
  'an address of ‘%s’ means that picture again, and stays at its place',
  (file) => {
    const address = pictureAddress(3, { id: 7, file })
    expect(new URL(address, 'app://bundle/').pathname).toBe('/avatar/3/7')
    expect(at(address)).toEqual({ account: 3, picture: { id: 7, file } })
  },
)

it('an address is made of half a character too, which a server may send', () => {
  expect(at(pictureAddress(3, { id: 7, file: 'a\ud800' }))?.picture.id).toBe(7)
})

it.each([
  './avatar/3/7',
  './avatar/3/7?file=',
  './avatar/7?file=a',
  './avatar/3/0?file=a',
  './avatar/3/-1?file=a',
  './avatar/3/7/8?file=a',
  './avatar/x/7?file=a',
  `./avatar/3/7?file=${'a'.repeat(longestFile + 1)}`,
])('%s means none', (address) => {
  expect(at(address)).toBeNull()
})
