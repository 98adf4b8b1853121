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

/** The vendor page's 200 of ‘Update User’, with every key of its example. */
export function updated(id: number, updatedOn: string, updatedBy: string): Response {
  const body = {
    Status: 200,
    Message: 'User was successfully updated.',
    Value: { Id: id },
    OpenInDialog: false,
    OpenInWindow: false,
    RedirectURL: null,
    JavaScript: null,
    UpdatedOn: updatedOn,
    UpdatedBy: updatedBy,
    Errors: null,
    WasSuccessful: true,
  } satisfies Confirmation & Record<string, unknown>
  return json(body)
}

/** A failure inside a 200 (nexudus-api.md §6.1). */
export function unsuccessful(message: string): Response {
  const body = {
    Status: 500,
    Message: message,
    Value: null,
    OpenInDialog: false,
    OpenInWindow: false,
    RedirectURL: null,
    JavaScript: null,
    UpdatedOn: null,
    UpdatedBy: null,
    Errors: null,
    WasSuccessful: false,
  } satisfies Confirmation & Record<string, unknown>
  return json(body)
}

/** The words of a refusal for too many requests (nexudus-api.md §6.3). */
export const throttleText = 'You must wait before accessing this url again.'
