/** Making and changing elements by hand. What is already there is never touched: the browser lays out again whatever is. */

export type SetAttribute = (name: string, value: string | null) => void

/**
 * Makes the views the children of an element, in their order. None that stands right is moved, nor the one that holds the
 * focus: moving loses it.
 */
export function inOrder(parent: HTMLElement, views: readonly { readonly element: HTMLElement }[]): void {
  const wanted = new Set<Node>(views.map(({ element }) => element))
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove()
  let next = parent.firstChild
  for (const { element } of views) {
    // Those in front of it wait behind all others for their own turn.
    if (element.contains(document.activeElement))
      while (next && next !== element) {
        const other: Node = next
        next = next.nextSibling
        parent.append(other)
      }
    if (element === next) next = next.nextSibling
    else parent.insertBefore(element, next)
  }
}

/** A new element with a class, or none. */
export function make<T extends keyof HTMLElementTagNameMap>(tag: T, name: string): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag)
  if (name) element.className = name
  return element
}

/** Sets an element's text where it differs. */
export function textIn(element: HTMLElement): (text: string) => void {
  return textOf(element.appendChild(document.createTextNode('')))
}

/** The same for a text that stands somewhere already. */
export function textOf(node: Text): (text: string) => void {
  let now = ''
  return (text) => {
    if (text !== now) node.data = now = text
  }
}

/** Sets an element's attributes where they differ; null takes one away. */
export function attributes(element: HTMLElement): SetAttribute {
  const now = new Map<string, string | null>()
  return (name, value) => {
    if ((now.get(name) ?? null) === value) return
    now.set(name, value)
    if (value === null) element.removeAttribute(name)
    else if (name === 'style') element.style.cssText = value
    else element.setAttribute(name, value)
  }
}
