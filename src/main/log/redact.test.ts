import { describe, expect, it } from 'vitest'
import { sealedUserFields } from '#shared/records/user-fields'
import { redact } from './redact'

describe('redaction', () => {
  it.each([
    ...sealedUserFields.map((field) => field.name),
    'NewPassword',
    'refresh_token',
    'password',
    'totp',
  ])('blacks out %s however it is written', (name) => {
    for (const text of [`{"${name}":"s3cret"}`, `${name}=s3cret&x=1`, `${name}: s3cret`])
      expect(redact(text)).not.toContain('s3cret')
  })

  it('blacks out tokens and people by their form', () => {
    const text = 'Authorization: Bearer abc.def-ghi eyJhbGciOi.eyJzdWIi.sig for zoe.müller@northlight.example'
    const redacted = redact(text)
    for (const secret of ['abc.def', 'eyJ', 'ller@']) expect(redacted).not.toContain(secret)
  })

  it('leaves what helps', () => {
    expect(redact('{"event":"sync","problem":"server-fault","status":500}')).toContain('server-fault')
  })
})
