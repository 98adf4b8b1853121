import type { ErrorCode } from '#shared/ipc/errors'

export type FormField = 'address' | 'email' | 'password' | 'code'

const placed: Partial<Record<ErrorCode, FormField>> = {
  'address-required': 'address',
  'address-invalid': 'address',
  'address-insecure': 'address',
  'address-location': 'address',
  'address-unknown': 'address',
  unreachable: 'address',
  tls: 'address',
  'not-json': 'address',
  'wrong-credentials': 'password',
  'code-required': 'code',
  'code-refused': 'code',
}

/** The field an error is about; null when it is about none and stands above the button. */
export function fieldOf(code: ErrorCode, form: Readonly<Record<FormField, string>>): FormField | null {
  if (code === 'credentials-required') return form.email.trim() === '' ? 'email' : 'password'
  return placed[code] ?? null
}

/** Whether the form must show the one-time code from now on. */
export function needsCode(code: ErrorCode): boolean {
  return code === 'code-required' || code === 'code-refused'
}
