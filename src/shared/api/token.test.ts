import * as v from 'valibot'
import { expect, it } from 'vitest'
import { TokenPair } from './token'

const rest = { token_type: 'bearer', expires_in: 60, refresh_token: 'r' }

it.each(['access_token', 'AccessToken'])('takes a pair that says %s', (name) => {
  expect(v.parse(TokenPair, { ...rest, [name]: 'a' })).toEqual({ ...rest, access_token: 'a' })
})

it('takes a lifetime in words, and no new refresh token', () => {
  const pair = v.parse(TokenPair, { token_type: 'bearer', expires_in: '60', access_token: 'a' })
  expect(pair).toEqual({ token_type: 'bearer', expires_in: 60, access_token: 'a' })
})

it.each([{}, { ...rest }, { ...rest, access_token: '' }, { access_token: 'a', expires_in: 0 }])(
  'refuses %j',
  (answer) => expect(v.safeParse(TokenPair, answer).success).toBe(false),
)
