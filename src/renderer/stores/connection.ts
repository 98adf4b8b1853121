import { defineStore } from 'pinia'
import { call } from '../bridge/client'
import { mirror } from './mirror'

/** Whether the server can be asked. */
export const useConnection = defineStore('connection', () => {
  const { state, load } = mirror('connection', 'connection.state', {
    online: true,
    workOffline: false,
    pausedUntil: null,
  })
  const workOffline = async (on: boolean): Promise<void> => {
    state.value = await call('connection.workOffline', { on })
  }
  /** Tells main what the browser knows of the computer's network. */
  const watchNetwork = (): void => {
    const tell = (): void => void call('connection.hint', { online: navigator.onLine })
    window.addEventListener('online', tell)
    window.addEventListener('offline', tell)
    tell()
  }
  return { state, load, workOffline, watchNetwork }
})
