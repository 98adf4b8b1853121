import { expect, it } from 'vitest'
import { membersIn } from './members-in'

it.each([
  ['{"Users":[7,"8",7,null,-1,1.5,"x"]}', [7, 8]],
  ['{"Users":[]}', []],
  ['{"Users":null}', null],
  ['{"Name":"Front desk"}', null],
  ['null', null],
])('%s', (answer, ids) => {
  const found = membersIn(answer)
  expect(found && [...found]).toEqual(ids)
})

it('says so when the answer is a page of something else', () => {
  expect(() => membersIn('<html>')).toThrow(expect.objectContaining({ code: 'not-json' }) as Error)
})
