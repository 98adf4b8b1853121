import { afterEach, expect, it } from 'vitest'
import type { ErrorCode } from '#shared/ipc/errors'
import { openEditor, settle, type Bench } from './testing/bench'

let bench: Bench
afterEach(() => bench.close())

async function setPassword(refuse: ErrorCode): Promise<string> {
  bench = await openEditor({ 'users.setPassword': () => ({ refuse }) })
  await bench.type('NewPassword', 'Correct1!horse')
  bench.button('Set password').click()
  await settle()
  return bench.field('NewPassword').textContent
}

it('says that a password was not set, where that is sure', async () => {
  expect(await setPassword('no-permission')).toContain('The password was not set.')
  expect(bench.input('NewPassword').value).toBe('Correct1!horse')
})

it('does not say so when the server may have taken it', async () => {
  const words = await setPassword('password-unsure')
  expect(words).toContain('it may have been set')
  expect(words).not.toContain('was not set')
})
