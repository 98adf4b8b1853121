/** A component that knows where focus belongs inside it. */
export interface Focusable {
  readonly focus: () => void
}
