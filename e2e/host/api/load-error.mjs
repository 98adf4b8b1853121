/** Chromium's numbers of the errors a page load can end with. */
const NUMBERS = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_INVALID_URL: -300,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
  ERR_UNKNOWN_URL_SCHEME: -302,
}

/**
 * What `loadURL` rejects with.
 * @param {string} code
 * @param {string} url
 */
export function loadError(code, url) {
  const errno = NUMBERS[code] ?? -2
  return Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { errno, code, url })
}
