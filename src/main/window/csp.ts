/**
 * What the page may do: its own scripts, styles, pictures and fonts, and nothing else. The renderer never calls a
 * server. Naive UI's style elements carry the page's nonce (renderer/nonce.ts).
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
}

/** Stands in the built HTML where a fresh nonce goes (electron.vite.config.ts). */
export const noncePlaceholder = '__CSP_NONCE__'
