import { expect, it } from 'vitest'
import { UsherError } from '#shared/ipc/errors'
import { faultReport, redact } from './report'

const app = { problem: null, version: '0.1.0', platform: 'linux', runtime: 'Electron 45' }

it('says what failed and where', () => {
  const error = new TypeError('x is not a function')
  error.stack =
    'TypeError: x is not a function\n    at draw (/home/ana/usher/src/Grid.vue:12:5)\n    at app://usher/assets/index-1.js:3:9'
  expect(faultReport(error, 'render function', app)).toBe(
    [
      'Usher 0.1.0 on linux, Electron 45',
      'TypeError in render function',
      'x is not a function',
      '  draw Grid.vue:12:5',
      '  - index-1.js:3:9',
    ].join('\n'),
  )
})

it('names the code of an error of main and none of its facts', () => {
  const error = new UsherError('refused', { words: 'zoe@example.com is in use', host: 'space.example' })
  const report = faultReport(error, 'promise', app)
  expect(report).toContain('UsherError refused in promise')
  expect(report).not.toMatch(/zoe|space\.example/)
})

it.each([
  ['cannot read "Zoë Müller"', 'Zoë'],
  ['no such person: zoe@example.com', 'zoe'],
  ['failed to load https://space.example/api?key=1', 'space.example'],
  ['token eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.abc refused', 'eyJ'],
])('takes out what could name someone: %s', (message, secret) => {
  expect(redact(message)).not.toContain(secret)
})

it('copes with what is no error', () => {
  expect(faultReport('text', 'promise', null)).toContain('string in promise')
})
