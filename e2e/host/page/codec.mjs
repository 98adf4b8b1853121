/**
 * What Electron's IPC carries (structured clone, with shared and circular references) as values that JSON can carry.
 *
 * The source of this function is also evaluated inside pages: it may use nothing from outside itself.
 */
export function createCodec() {
  const ERRORS = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }

  const toBase64 = (/** @type {Uint8Array} */ bytes) => {
    let binary = ''
    // In slices, because the arguments of one call are limited.
    for (let at = 0; at < bytes.length; at += 8192)
      binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return btoa(binary)
  }

  const fromBase64 = (/** @type {string} */ text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))

  const refused = () => new Error('An object could not be cloned.')

  /**
   * Whether JSON carries a value as it is, which is true of nearly all: a detour would be the host's own time in every
   * measurement of the app.
   * @param {unknown} value
   * @param {Set<object>} seen
   */
  function isPlain(value, seen) {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
    if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0)
    if (typeof value !== 'object' || seen.has(value)) return false
    seen.add(value)
    if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return false
    for (const key of Object.keys(value)) if (!isPlain(value[key], seen)) return false
    return !Array.isArray(value) || Object.keys(value).length === value.length
  }

  function encodePrimitive(value) {
    if (value === undefined) return { $: 'undefined' }
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) }
    if (typeof value !== 'number') return value
    if (Object.is(value, -0)) return { $: 'number', v: '-0' }
    return Number.isFinite(value) ? value : { $: 'number', v: String(value) }
  }

  /**
   * @param {unknown} value
   * @param {Map<object, number>} seen objects by their place in the order of encoding
   */
  function encode(value, seen) {
    if (value === null || typeof value !== 'object') return encodePrimitive(value)
    const place = seen.get(value)
    if (place !== undefined) return { $: 'seen', v: place }
    seen.set(value, seen.size)
    if (Array.isArray(value)) return value.map((each) => encode(each, seen))
    if (value instanceof Date) return { $: 'date', v: value.getTime() }
    if (value instanceof RegExp) return { $: 'regexp', v: [value.source, value.flags] }
    if (value instanceof Map) return { $: 'map', v: [...value].flat().map((each) => encode(each, seen)) }
    if (value instanceof Set) return { $: 'set', v: [...value].map((each) => encode(each, seen)) }
    if (value instanceof Error) return { $: 'error', v: [value.name, value.message, value.stack] }
    if (value instanceof ArrayBuffer)
      return { $: 'bytes', as: 'ArrayBuffer', v: toBase64(new Uint8Array(value)) }
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      return { $: 'bytes', as: value.constructor.name, v: toBase64(bytes) }
    }
    const prototype = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) throw refused()
    const fields = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, encode(each, seen)]))
    return '$' in fields ? { $: 'object', v: fields } : fields
  }

  /**
   * @param {any} json
   * @param {unknown[]} seen
   */
  function decode(json, seen) {
    if (json === null || typeof json !== 'object') return json
    if (Array.isArray(json))
      return fill(keep([], seen), (list) => json.forEach((each) => list.push(decode(each, seen))))
    if (!('$' in json)) return decodeFields(json, seen)
    const { $: kind, v } = json
    if (kind === 'undefined') return undefined
    if (kind === 'bigint') return BigInt(v)
    if (kind === 'number') return Number(v)
    if (kind === 'seen') return seen[v]
    if (kind === 'date') return keep(new Date(v ?? NaN), seen)
    if (kind === 'regexp') return keep(new RegExp(v[0], v[1]), seen)
    if (kind === 'map') return fill(keep(new Map(), seen), (map) => decodePairs(v, seen, map))
    if (kind === 'set')
      return fill(keep(new Set(), seen), (set) => v.forEach((each) => set.add(decode(each, seen))))
    if (kind === 'error') return keep(decodeError(v), seen)
    if (kind === 'bytes') return keep(decodeBytes(json), seen)
    return decodeFields(v, seen)
  }

  /** Objects take their number before their members do, on both sides. */
  function keep(object, seen) {
    seen.push(object)
    return object
  }

  function fill(object, by) {
    by(object)
    return object
  }

  function decodeFields(fields, seen) {
    const object = keep({}, seen)
    for (const [key, each] of Object.entries(fields)) {
      const value = decode(each, seen)
      Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
    }
    return object
  }

  function decodePairs(flat, seen, map) {
    for (let at = 0; at < flat.length; at += 2) {
      const key = decode(flat[at], seen)
      map.set(key, decode(flat[at + 1], seen))
    }
  }

  function decodeError([name, message, stack]) {
    const error = new (ERRORS[name] ?? Error)(message)
    Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true })
    return error
  }

  function decodeBytes({ as, v }) {
    const bytes = fromBase64(v)
    if (as === 'ArrayBuffer') return bytes.buffer
    return as === 'Uint8Array' ? bytes : new globalThis[as](bytes.buffer)
  }

  return {
    /**
     * @param {unknown} value
     * @returns {object} to be carried as JSON, and given to `decode`
     */
    encode(value) {
      let clone
      try {
        clone = structuredClone(value)
      } catch {
        throw refused()
      }
      return isPlain(clone, new Set()) ? { plain: clone } : { coded: encode(clone, new Map()) }
    },
    /** @param {{ plain: unknown } | { coded: unknown }} carried */
    decode: (carried) => ('plain' in carried ? carried.plain : decode(carried.coded, [])),
  }
}
