import { describe, expect, it } from 'vitest'
import { confirm, failure, parse, retryTime, type RawAnswer } from './answers'
import { Page } from '#shared/api/envelopes'
import { networkError } from './network-error'

const answer = (status: number, text = '', more: Partial<RawAnswer> = {}): RawAnswer => ({
  status,
  text,
  contentType: 'application/json',
  retryAfter: null,
  host: 'space.example',
  ...more,
})
const page = '<!DOCTYPE html><html><body>Sign in to the hotel</body></html>'
const thrown = (job: () => unknown): unknown => {
  try {
    return job()
  } catch (error) {
    return error
  }
}

describe('an answer that is no success', () => {
  it.each<[string, RawAnswer, string]>([
    ['401', answer(401), 'no-permission'],
    ['403', answer(403), 'no-permission'],
    ['404', answer(404, '"Not found"'), 'gone'],
    ['404 page', answer(404, page, { contentType: 'text/html' }), 'not-json'],
    ['409', answer(409), 'throttled'],
    ['429', answer(429), 'throttled'],
    ['503 with a wait', answer(503, '', { retryAfter: '7' }), 'throttled'],
    ['500', answer(500, '{"Message":"An error has occurred."}'), 'server-fault'],
    ['503 page', answer(503, page), 'server-fault'],
    ['200 page', answer(200, page), 'not-json'],
    ['200 page without a type', answer(200, `\n ${page}`, { contentType: '' }), 'not-json'],
    ['302', answer(302), 'unexpected-answer'],
  ])('%s', (_, given, code) => {
    expect(failure(given, 0)).toMatchObject({ code })
  })

  it('is none for a 200', () => {
    expect(failure(answer(200, '{}'), 0)).toBeNull()
  })

  it('puts the documented errors on their fields, in the server’s words', () => {
    const body = {
      Message: 'FullName: is a required field',
      Value: null,
      Errors: [{ AttemptedValue: null, Message: 'is a required field', PropertyName: 'FullName' }],
      WasSuccessful: false,
    }
    expect(failure(answer(400, JSON.stringify(body)), 0)).toMatchObject({
      code: 'refused',
      facts: { words: body.Message, fields: [{ field: 'FullName', words: 'is a required field' }] },
    })
  })

  it.each<[unknown, object]>([
    [
      { FullName: 'is needed', Country: ['is unknown', 'is old'], Other: {} },
      {
        fields: [
          { field: 'FullName', words: 'is needed' },
          { field: 'Country', words: 'is unknown is old' },
        ],
      },
    ],
    [
      { 'Coworker.Country': [{ Message: 'is unknown' }], General: 'Not today.' },
      {
        words: 'Coworker.Country: is unknown General: Not today.',
        fields: [
          { field: 'Coworker.Country', words: 'is unknown' },
          { field: 'General', words: 'Not today.' },
        ],
      },
    ],
    [
      { AttemptedValue: 1, Message: 'is unknown', PropertyName: 'Country' },
      { words: 'Country: is unknown', fields: [{ field: 'Country', words: 'is unknown' }] },
    ],
    [
      [{ Message: 'Not today.', PropertyName: '' }],
      { words: 'Not today.', fields: [{ field: '', words: 'Not today.' }] },
    ],
    ['The profile is locked.', { words: 'The profile is locked.', fields: [] }],
    [['One.', 'Two.'], { words: 'One. Two.', fields: [] }],
    [null, { fields: [] }],
  ])('understands Errors as %j, without a message', (Errors, facts) => {
    const text = JSON.stringify({ Message: null, Errors, WasSuccessful: false })
    expect(failure(answer(400, text), 0)).toMatchObject({ code: 'refused', facts })
    expect(thrown(() => confirm(answer(200, text)))).toMatchObject({ code: 'refused', facts })
  })

  it('takes nothing of a page for words', () => {
    expect(failure(answer(503, page), 0)?.facts.words).toBeUndefined()
  })

  it('takes a refusal in plain text at its word', () => {
    const given = answer(400, 'Not today.', { contentType: 'text/plain' })
    expect(failure(given, 0)).toMatchObject({ code: 'refused', facts: { words: 'Not today.' } })
  })

  it.each([null, 'text', { FullName: 1 }, [{ error: 1 }]])('survives Errors as %j', (Errors) => {
    expect(failure(answer(400, JSON.stringify({ Message: 'm', Errors })), 0)).toMatchObject({
      code: 'refused',
      facts: { words: 'm', fields: [] },
    })
  })
})

describe('a write’s answer', () => {
  it('is refused when a 200 says so', () => {
    const text = JSON.stringify({ WasSuccessful: false, Message: 'No', Status: 500 })
    expect(thrown(() => confirm(answer(200, text)))).toMatchObject({
      code: 'refused',
      facts: { words: 'No' },
    })
  })

  it.each(['', 'null', '[]', '{}', '{"WasSuccessful":"yes"}'])('is never taken for success: %j', (text) => {
    expect(thrown(() => confirm(answer(200, text)))).toMatchObject({ name: 'UsherError' })
  })
})

it('names the place where an answer has an unknown shape', () => {
  const text = JSON.stringify({ Records: [{ Id: 'one' }], HasNextPage: false })
  expect(thrown(() => parse(Page, answer(200, text)))).toMatchObject({
    code: 'unexpected-answer',
    facts: { cause: 'Records.0.Id' },
  })
})

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  it.each<[string | null, number]>([
    ['30', 30_000],
    ['0', 0],
    [null, 10_000],
    ['soon', 10_000],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['99999999', 3_600_000],
  ])('%j waits %d ms', (header, wait) => {
    expect(retryTime(header, now)).toBe(now + wait)
  })
})

describe('no answer at all', () => {
  const node = (code: string) => Object.assign(new TypeError('fetch failed'), { cause: { code } })
  it.each<[string, unknown, string]>([
    ['Node: unknown host', node('ENOTFOUND'), 'address-unknown'],
    ['Node: no network', node('EAI_AGAIN'), 'offline'],
    ['Node: refused', node('ECONNREFUSED'), 'unreachable'],
    ['Node: reset', node('ECONNRESET'), 'unreachable'],
    ['Node: own certificate', node('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls'],
    ['Node: expired', node('CERT_HAS_EXPIRED'), 'tls'],
    ['Node: slow connect', node('UND_ERR_CONNECT_TIMEOUT'), 'timeout'],
    [
      'Node: redirect',
      Object.assign(new TypeError('fetch failed'), { cause: new Error('unexpected redirect') }),
      'not-json',
    ],
    ['Electron: unknown host', new Error('net::ERR_NAME_NOT_RESOLVED'), 'address-unknown'],
    ['Electron: no network', new Error('net::ERR_INTERNET_DISCONNECTED'), 'offline'],
    ['Electron: refused', new Error('net::ERR_CONNECTION_REFUSED'), 'unreachable'],
    ['Electron: certificate', new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'tls'],
    ['Electron: slow', new Error('net::ERR_CONNECTION_TIMED_OUT'), 'timeout'],
    ['own limit', new DOMException('slow', 'TimeoutError'), 'timeout'],
  ])('%s', (_, error, code) => {
    expect(networkError(error, 'space.example')).toMatchObject({ code, facts: { host: 'space.example' } })
  })
})
