/**
 * One end of the context bridge. One runs in the page's own world and one in the preload's; the two share nothing but
 * the DOM, so values cross as structured clones inside synchronous DOM events, and functions and promises as numbers.
 *
 * The source of this function is evaluated inside pages: it may use nothing from outside itself.
 * @param {string} outgoing the name of the events to the other world
 * @param {string} incoming
 * @param {Record<string, (message: object, decode: (value: unknown) => unknown) => void>} extra handlers of further messages
 */
export function createBridge(outgoing, incoming, extra) {
  // Taken before the page can replace them.
  const { CustomEvent, dispatchEvent, structuredClone } = globalThis
  const functions = new Map()
  const numbers = new WeakMap()
  const answers = new Map()
  const promises = new Map()
  let last = 0

  const emit = (message) => dispatchEvent(new CustomEvent(outgoing, { detail: message }))
  const refused = () => new Error('An object could not be cloned.')
  const describe = (error) => ({ message: String(error?.message ?? error), stack: error?.stack })
  // As in Electron, only an error's text crosses.
  const revive = ({ message, stack }) => Object.assign(new Error(message), stack ? { stack } : {})

  function numberOf(fn) {
    if (!numbers.has(fn)) {
      numbers.set(fn, ++last)
      functions.set(last, fn)
    }
    return numbers.get(fn)
  }

  function sendPromise(promise) {
    const id = ++last
    promise.then(
      (value) => emit(settled(id, value)),
      (error) => emit({ kind: 'rejected', id, error: describe(error) }),
    )
    return id
  }

  function settled(id, value) {
    try {
      return { kind: 'resolved', id, value: encode(value) }
    } catch (error) {
      return { kind: 'rejected', id, error: describe(error) }
    }
  }

  function encode(value) {
    if (typeof value === 'function') return ['function', numberOf(value)]
    if (typeof value === 'symbol') throw refused()
    if (value === null || typeof value !== 'object') return ['value', value]
    if (typeof value.then === 'function') return ['promise', sendPromise(value)]
    if (value instanceof Error) return ['error', describe(value)]
    try {
      return ['value', structuredClone(value)]
    } catch (error) {
      // Something inside is a function or a promise, which cross in their own way, or cannot cross: a Proxy, such as
      // every reactive object of Vue, is named as an object by the message.
      if (/#<(?!Promise>)|\[object /.test(error.message)) throw refused()
    }
    if (Array.isArray(value)) return ['array', value.map(encode)]
    return ['object', Object.entries(value).map(([key, each]) => [key, encode(each)])]
  }

  function decode([kind, value]) {
    if (kind === 'function') return (...args) => call(value, args)
    if (kind === 'promise') return new Promise((resolve, reject) => promises.set(value, { resolve, reject }))
    if (kind === 'error') return revive(value)
    if (kind === 'array') return value.map(decode)
    if (kind === 'object') return Object.fromEntries(value.map(([key, each]) => [key, decode(each)]))
    return value
  }

  function call(fn, args) {
    const id = ++last
    emit({ kind: 'call', id, fn, args: args.map(encode) })
    // The other world has answered by now: DOM events are dispatched synchronously.
    const answer = answers.get(id)
    answers.delete(id)
    if (!answer) throw new Error('The context bridge did not answer')
    if (answer.error) throw revive(answer.error)
    return decode(answer.value)
  }

  function answer({ id, fn, args }) {
    try {
      return { kind: 'answer', id, value: encode(functions.get(fn)(...args.map(decode))) }
    } catch (error) {
      return { kind: 'answer', id, error: describe(error) }
    }
  }

  const handlers = {
    ...extra,
    call: (message) => emit(answer(message)),
    answer: (message) => answers.set(message.id, message),
    resolved: ({ id, value }) => promises.get(id)?.resolve(decode(value)),
    rejected: ({ id, error }) => promises.get(id)?.reject(revive(error)),
  }
  addEventListener(incoming, ({ detail }) => {
    handlers[detail.kind]?.(detail, decode)
    if (detail.kind === 'resolved' || detail.kind === 'rejected') promises.delete(detail.id)
  })

  return { emit, encode }
}
