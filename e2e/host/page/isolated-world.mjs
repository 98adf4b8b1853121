/**
 * What the preload's world gets: Electron's modules for sandboxed preloads, then the preload itself.
 *
 * The source of this function is evaluated inside pages: it may use nothing from outside itself.
 * @param {typeof import('./bridge.mjs').createBridge} createBridge
 * @param {typeof import('./codec.mjs').createCodec} createCodec
 * @param {{ token: string, send: string, receive: string, preload: string, process: object }} settings
 * @param {(require: (id: string) => unknown, module: object, exports: object, process: object) => void} preload
 */
export function prepareIsolatedWorld(createBridge, createCodec, settings, preload) {
  if (globalThis.top !== globalThis) return

  const codec = createCodec()
  const toMain = globalThis[settings.send]
  const send = (message) => toMain(JSON.stringify(message))
  const bridge = createBridge(`${settings.token}:main`, `${settings.token}:isolated`, {
    open: ({ url, name, features }) => send({ kind: 'open', url, name, features }),
  })

  const named = (name, members) =>
    new Proxy(members, {
      get(target, key) {
        if (typeof key === 'symbol' || key in target || key === 'then' || key === '__esModule')
          return target[key]
        throw new Error(`[electron host] ${name}.${key} is not implemented`)
      },
    })

  const calls = new Map()
  let lastCall = 0
  /** @type {Map<string, { listener: Function, once: boolean }[]>} */
  const listeners = new Map()
  const listen = (channel, listener, once = false) => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }])
    return ipcRenderer
  }
  const forget = (channel, matches) => {
    listeners.set(
      channel,
      (listeners.get(channel) ?? []).filter((each) => !matches(each)),
    )
    return ipcRenderer
  }

  const ipcRenderer = named('ipcRenderer', {
    invoke: (channel, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++lastCall
        send({ kind: 'invoke', id, channel, args: codec.encode(args) })
        calls.set(id, { channel, resolve, reject })
      }),
    send: (channel, ...args) => send({ kind: 'send', channel, args: codec.encode(args) }),
    on: (channel, listener) => listen(channel, listener),
    addListener: (channel, listener) => listen(channel, listener),
    once: (channel, listener) => listen(channel, listener, true),
    off: (channel, listener) => forget(channel, (each) => each.listener === listener),
    removeListener: (channel, listener) => forget(channel, (each) => each.listener === listener),
    removeAllListeners(channel) {
      if (channel === undefined) listeners.clear()
      else listeners.delete(channel)
      return ipcRenderer
    },
    listenerCount: (channel) => listeners.get(channel)?.length ?? 0,
    listeners: (channel) => (listeners.get(channel) ?? []).map((each) => each.listener),
    eventNames: () => [...listeners.keys()],
  })

  const receivers = {
    message({ channel, args }) {
      const current = listeners.get(channel) ?? []
      forget(channel, (each) => each.once)
      for (const { listener } of current) listener({ sender: ipcRenderer, ports: [] }, ...codec.decode(args))
    },
    result({ id, value }) {
      calls.get(id)?.resolve(codec.decode(value))
      calls.delete(id)
    },
    failure({ id, error }) {
      const call = calls.get(id)
      call?.reject(new Error(`Error invoking remote method '${call.channel}': ${error}`))
      calls.delete(id)
    },
  }
  globalThis[settings.receive] = (text) => {
    const message = JSON.parse(text)
    receivers[message.kind](message)
  }

  // A link to a new window would open one before the app is asked; see also the page's own world.
  const openLink = (event) => {
    const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement && each.href)
    if (!link || event.defaultPrevented || event.button > 1) return
    const elsewhere = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey
    if (!elsewhere && ['', '_self', '_top', '_parent'].includes(link.target)) return
    event.preventDefault()
    send({ kind: 'open', url: link.href, name: elsewhere ? '' : link.target, features: '' })
  }
  addEventListener('click', openLink)
  addEventListener('auxclick', openLink)

  // Chromium does not tell of titles by itself.
  addEventListener('DOMContentLoaded', () => {
    const tell = () => send({ kind: 'title', title: document.title })
    const title = document.querySelector('title')
    if (title)
      new MutationObserver(tell).observe(title, { childList: true, characterData: true, subtree: true })
    tell()
  })

  const electron = named('electron', {
    contextBridge: named('contextBridge', {
      exposeInMainWorld: (key, value) => bridge.emit({ kind: 'expose', key, value: bridge.encode(value) }),
    }),
    ipcRenderer,
  })
  const require = (id) => {
    if (/^electron(\/(renderer|common))?$/.test(id)) return electron
    throw new Error(`module not found: ${id}`)
  }
  const module = { exports: {} }
  try {
    preload(require, module, module.exports, Object.freeze(settings.process))
  } catch (error) {
    console.error(`Unable to load preload script: ${settings.preload}`)
    console.error(error)
  }
}
