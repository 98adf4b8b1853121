import { formatRaw, parseRaw } from '#shared/records/raw-record'
import { jsonText, notFound, page, serverFault, throttled, unauthorized } from './answers'
import type { FaultStatus } from './fault'

/** The answer with a status, as documented where it is (nexudus-api.md §6.1). */
export function statusAnswer(status: FaultStatus, retryAfter?: number): Response {
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }
  switch (status) {
    case 401:
      return unauthorized()
    case 403:
      return page('Forbidden', status)
    case 404:
      return notFound()
    case 409:
    case 429:
      return throttled(status, retryAfter)
    case 500:
      return serverFault()
    case 502:
    case 504:
      return page('The server behind this one did not answer', status)
    case 503:
      return page('Down for maintenance', status, headers)
  }
}

/** The same answer without some fields, or a list whose rows lack them. */
export async function dropFields(answer: Response, fields: readonly string[]): Promise<Response> {
  const text = await answer.text()
  const drop = (json: string): string =>
    formatRaw(new Map([...parseRaw(json)].filter(([name]) => !fields.includes(name))))
  const body = parseRaw(text)
  const rows = body.get('Records')
  if (rows === undefined) return jsonText(drop(text), answer.status)
  const cut = (JSON.parse(rows) as unknown[]).map((row) => drop(JSON.stringify(row)))
  return jsonText(formatRaw(new Map([...body, ['Records', `[${cut.join(',')}]`]])), answer.status)
}
