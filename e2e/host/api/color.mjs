/**
 * A colour as Chromium's protocol wants it.
 * @param {string} text as Electron takes it: #RGB, #RRGGBB or #AARRGGBB
 */
export function parseColor(text) {
  const [, digits] = /^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(text) ?? []
  if (!digits) throw new Error(`[electron host] the colour ${text} is not implemented; use #RRGGBB`)
  const long = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits
  const [a, r, g, b] = long
    .padStart(8, 'f')
    .match(/../g)
    .map((pair) => Number.parseInt(pair, 16))
  return { r, g, b, a: a / 255 }
}
