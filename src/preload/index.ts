import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import type { Bridge } from '#shared/ipc/bridge'
import { contract, eventNames, type EventName, type Events } from '#shared/ipc/contract'

const calls = Object.fromEntries(
  Object.keys(contract).map((channel) => [channel, (args: unknown) => ipcRenderer.invoke(channel, args)]),
) as Bridge['calls']

/** Passes the payload alone: Electron's event object would hand the page a sender. */
function on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void {
  if (!eventNames.includes(event)) throw new TypeError('no such event')
  const forward = (_: IpcRendererEvent, payload: Events[E]): void => listener(payload)
  ipcRenderer.on(event, forward)
  return () => void ipcRenderer.off(event, forward)
}

contextBridge.exposeInMainWorld('usher', { calls, on } satisfies Bridge)
