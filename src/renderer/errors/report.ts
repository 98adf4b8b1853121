import type { AppInfo } from '#shared/ipc/models'
import { UsherError } from '#shared/ipc/errors'

/**
 * A report about a fault that is safe to send: what failed and where in the program, never about whom.
 * @param where Vue's own name of the place, such as ‘render function’
 */
export function faultReport(error: unknown, where: string, app: AppInfo | null): string {
  const name =
    error instanceof UsherError
      ? `${error.name} ${error.code}`
      : error instanceof Error
        ? error.name
        : typeof error
  const lines = [
    `Usher ${app?.version ?? '?'} on ${app?.platform ?? '?'}, ${app?.runtime ?? '?'}`,
    `${name} in ${where}`,
    error instanceof Error && !(error instanceof UsherError) ? redact(error.message) : '',
    ...frames(error),
  ]
  return lines.filter(Boolean).join('\n')
}

/** Takes out what could name a person, a place or a secret: quoted text, emails, addresses, long runs of characters. */
export function redact(text: string): string {
  return text
    .replace(/(["'`“‘]).*?(["'`”’])/g, '‹text›')
    .replace(/[^\s@]+@[^\s@]+/g, '‹email›')
    .replace(/\b[a-z][a-z+.-]*:\/\/\S+/gi, '‹address›')
    .replace(/[\w.~+/=-]{24,}/g, '‹long›')
}

/** Function names and places in the program's own files; folders of the computer are left out. */
function frames(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return [...stack.matchAll(/at (?:([\w$.<>]+) )?\(?\S*?([\w.-]+\.(?:js|ts|vue))\S*?:(\d+):(\d+)\)?/g)]
    .slice(0, 12)
    .map(([, name, file, line, column]) => `  ${name ?? '-'} ${file ?? ''}:${line ?? ''}:${column ?? ''}`)
}
