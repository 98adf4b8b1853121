import { EventEmitter } from 'node:events'

/** Members that inspectors, promises and test tools look up on any object: their absence means nothing. */
const LOOKED_UP_ANYWHERE = new Set([
  '__esModule',
  'asymmetricMatch',
  'default',
  'inspect',
  'module.exports',
  'nodeType',
  'then',
  'toJSON',
])

/** @param {string} what */
export function notImplemented(what) {
  return new Error(`[electron host] ${what} is not implemented`)
}

/**
 * The end of a prototype chain on which every unknown member throws by name, so that a part of Electron this host
 * lacks stops the app where it is used instead of being `undefined` somewhere later.
 * @template {object} T
 * @param {string} name
 * @param {T} base
 * @returns {T}
 */
function throwingEnd(name, base) {
  return new Proxy(base, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target || LOOKED_UP_ANYWHERE.has(key)) {
        return Reflect.get(target, key, receiver)
      }
      throw notImplemented(`${name}.${key}`)
    },
  })
}

/**
 * @template {object} T
 * @param {string} name
 * @param {T} members
 * @returns {T}
 */
export function complete(name, members) {
  return Object.setPrototypeOf(members, throwingEnd(name, Object.prototype))
}

/**
 * A class of event emitters to extend; unknown members of its instances throw by name.
 * @param {string} name
 * @returns {typeof EventEmitter}
 */
export function emitterNamed(name) {
  class NamedEmitter extends EventEmitter {}
  Object.setPrototypeOf(NamedEmitter.prototype, throwingEnd(name, EventEmitter.prototype))
  Object.setPrototypeOf(NamedEmitter, throwingEnd(name, EventEmitter))
  return NamedEmitter
}

/**
 * A whole module or class of Electron that is absent: calling, constructing or reading it throws by name.
 * @param {string} name
 */
export function absent(name) {
  const refuse = () => {
    throw notImplemented(name)
  }
  return new Proxy(function () {}, {
    apply: refuse,
    construct: refuse,
    get(target, key) {
      if (typeof key === 'symbol' || LOOKED_UP_ANYWHERE.has(key) || key === 'prototype')
        return Reflect.get(target, key)
      throw notImplemented(`${name}.${key}`)
    },
  })
}

/**
 * Functions that would reach a person or another program; they throw until a test replaces them.
 * @param {string} name
 * @param {string[]} functions
 */
export function unattended(name, functions) {
  const members = Object.fromEntries(
    functions.map((key) => [
      key,
      () => {
        throw new Error(
          `[electron host] ${name}.${key} needs a stub: replace it through electronApp.evaluate()`,
        )
      },
    ]),
  )
  return complete(name, members)
}
