import type { Confirmation, FieldError } from '#shared/api/envelopes'

/** A JSON answer whose text is already made, so that raw values keep their characters. */
export function jsonText(text: string, status = 200): Response {
  return new Response(text, { status, headers: { 'Content-Type': 'application/json; charset=utf-8' } })
}

export function json(body: unknown, status = 200): Response {
  return jsonText(JSON.stringify(body), status)
}

/** Gone or never there: a JSON string (nexudus-api.md §6.1). */
export function notFound(): Response {
  return json('Not found', 404)
}

/** Missing or expired token, or a missing permission: the body is empty (nexudus-api.md §1.7). */
export function unauthorized(): Response {
  return new Response(null, { status: 401 })
}

/** A page where JSON was asked for: a wrong address, maintenance, a proxy (nexudus-api.md §6.1). */
export function page(title: string, status: number, headers: Record<string, string> = {}): Response {
  const html = `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
  return new Response(html, { status, headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers } })
}

/** The vendor page's 400 of ‘Update User’, with every key it names and no other. */
export function badRequest(errors: readonly FieldError[]): Response {
  const body = {
    Message: errors.map((error) => `${error.PropertyName}: ${error.Message}`).join('\n'),
    Value: null,
    Errors: errors,
    WasSuccessful: false,
  } satisfies Confirmation
  return json(body, 400)
}

/** What the 200 of a write confirms. */
export interface Written {
  readonly message: string
  readonly id: number
  readonly updatedOn: string | null
  readonly updatedBy: string | null
}

/** The vendor page's 200 of ‘Update User’, with every key of its example; other writes answer alike (§2.9). */
export function confirmed({ message, id, updatedOn, updatedBy }: Written): Response {
  return json(
    envelope({ Status: 200, Message: message, Value: { Id: id }, WasSuccessful: true }, updatedOn, updatedBy),
  )
}

/** A failure inside a 200 (nexudus-api.md §6.1). */
export function unsuccessful(message: string): Response {
  return json(envelope({ Status: 500, Message: message, Value: null, WasSuccessful: false }, null, null))
}

type Told = Required<Pick<Confirmation, 'Status' | 'Message' | 'Value' | 'WasSuccessful'>>

/** The keys of the vendor page's example, in its order. */
function envelope(
  { Status, Message, Value, WasSuccessful }: Told,
  updatedOn: string | null,
  updatedBy: string | null,
): Confirmation & Record<string, unknown> {
  return {
    Status,
    Message,
    Value,
    OpenInDialog: false,
    OpenInWindow: false,
    RedirectURL: null,
    JavaScript: null,
    UpdatedOn: updatedOn,
    UpdatedBy: updatedBy,
    Errors: null,
    WasSuccessful,
  }
}

/** The portal's envelope, with every key of the vendor page ‘Update Profile’ in its order. */
export function actionConfirmation(told: {
  readonly WasSuccessful: boolean
  readonly Status: 200 | 400
  readonly Message: string | null
  readonly Errors: readonly FieldError[] | null
}): Response {
  const { WasSuccessful, Status, Message, Errors } = told
  return json({ WasSuccessful, Value: null, Status, Message, Errors } satisfies Confirmation, Status)
}

/** The general fault of the server (nexudus-api.md §6.1). */
export function serverFault(status = 500): Response {
  return json({ Message: 'An error has occurred.' }, status)
}

/** A refusal for too many requests (nexudus-api.md §6.3); `Retry-After` in whole seconds. 409 has no body (§6.1). */
export function throttled(status: 409 | 429, retryAfter?: number): Response {
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }
  return new Response(status === 409 ? null : throttleText, { status, headers })
}

/** The words of a refusal for too many requests (nexudus-api.md §6.3). */
const throttleText = 'You must wait before accessing this url again.'
