import { sealedUserFields } from '#shared/records/user-fields'

const secretNames = [
  ...sealedUserFields.map((field) => field.name),
  ...[
    'NewPassword',
    'OldPassword',
    'RepeatNewPassword',
    'password',
    'totp',
    'code',
    'authorization',
    'token',
  ],
  ...['access_token', 'refresh_token', 'secret'],
]
const named = new RegExp(`("?(?:${secretNames.join('|')})"?\\s*[:=]\\s*)("[^"]*"|[^\\s,&}]+)`, 'gi')
const bearer = /\b(bearer|basic)\s+[\w.~+/=-]+/gi
const jwt = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g
const email = /[^\s"'<>@=]+@[^\s"'<>@]+\.[a-z]{2,}/gi

/** Text for a log or a crash file: secrets by name or by form, and addresses of people, are blacked out. */
export function redact(text: string): string {
  return text.replace(bearer, '$1 ***').replace(named, '$1***').replace(jwt, '***').replace(email, '***@***')
}
