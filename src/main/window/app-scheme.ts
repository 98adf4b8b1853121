import { randomBytes } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { protocol, type Protocol } from 'electron'
import { pictureAt, type PictureOf } from '#shared/ipc/pictures'
import { contentSecurityPolicy, noncePlaceholder } from './csp'

export const scheme = 'app'
/** The one origin of the window. */
export const origin = `${scheme}://bundle`

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export interface Picture {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Has to run before Electron is ready. */
export function registerScheme(): void {
  // The compiled page is kept between starts, as for a page from the web.
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }])
}

/**
 * Serves the renderer's files, and people's pictures below `/avatar/`.
 * @param root the folder of the built renderer; nothing outside it is served
 * @param avatar a person's picture as an account has it, or null
 */
export function serveApp(
  on: Protocol,
  root: string,
  avatar: (account: number, picture: PictureOf) => Promise<Picture | null>,
): void {
  on.handle(scheme, async (request) => {
    const url = new URL(request.url)
    if (url.host !== 'bundle' || request.method !== 'GET') return notFound()
    const asked = pictureAt(url)
    if (asked) return pictureResponse(await avatar(asked.account, asked.picture).catch(() => null))
    return fileResponse(root, url.pathname)
  })
}

async function fileResponse(root: string, pathname: string): Promise<Response> {
  try {
    const folder = (await realpath(root)) + sep
    const file = await realpath(join(folder, decodeURIComponent(pathname)))
    const type = types[extname(file)]
    // Compared after decoding and resolving links, with the separator: no name leads out of the folder.
    if (!file.startsWith(folder) || !type) return notFound()
    const bytes = await readFile(file)
    const nonce = randomBytes(16).toString('base64')
    const body = type.startsWith('text/html')
      ? bytes.toString('utf8').replaceAll(noncePlaceholder, nonce)
      : new Uint8Array(bytes)
    return new Response(body, { headers: headers(type, nonce) })
  } catch {
    return notFound()
  }
}

function pictureResponse(picture: Picture | null): Response {
  if (!picture) return notFound()
  return new Response(picture.bytes, {
    headers: { ...headers(picture.type, ''), 'Cache-Control': 'max-age=300' },
  })
}

function headers(type: string, nonce: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
}

function notFound(): Response {
  return new Response('not found', { status: 404, headers: headers('text/plain', '') })
}
