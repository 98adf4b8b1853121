import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import {
  initialPreferences,
  type PreferenceChange,
  type PreferenceKey,
  type Preferences,
} from '#shared/ipc/preferences'
import { call } from '../bridge/client'
import { beforeLeaving } from '../leaving'
import { useSession } from './session'

/** How long a value must stand still before it is kept, where it moves with every key or scroll. Milliseconds. */
const rest = 300

/** What the account's window remembers. Main owns it; here is what it said, with the changes that are on their way to it. */
export const usePreferences = defineStore('preferences', () => {
  const session = useSession()
  const values = shallowRef<Preferences>(initialPreferences)
  /** Whose they are: null until they are here, so that nothing is shown that a moment later is something else. */
  const owner = ref<number | null>(null)
  const ready = ref(false)
  const waiting = new Map<PreferenceKey, ReturnType<typeof setTimeout>>()
  let turns = 0

  const who = (): string => {
    const { account, phase } = session.state
    return account && phase === 'signed-in' ? `${account.address} ${account.email}` : ''
  }
  const put = <K extends PreferenceKey>(key: K, value: Preferences[K]): void => {
    values.value = { ...values.value, [key]: value }
  }
  const send = (key: PreferenceKey): Promise<unknown> => {
    clearTimeout(waiting.get(key))
    waiting.delete(key)
    if (owner.value === null) return Promise.resolve()
    const change = { key, value: values.value[key] } as PreferenceChange
    return call('preferences.set', { owner: owner.value, change })
  }
  /** Keeps at once what still moves. */
  const flush = (): Promise<unknown> => Promise.allSettled([...waiting.keys()].map(send))
  const read = async (): Promise<void> => {
    const turn = ++turns
    // Where their sign-in has ended they are still known; where others came main refuses it.
    void flush()
    ready.value = false
    owner.value = null
    values.value = initialPreferences
    if (who() === '') return
    // Without them people work with the defaults: nothing else depends on them.
    const own = await call('preferences.read', undefined).catch(() => null)
    if (turn !== turns) return
    if (own) [owner.value, values.value] = [own.owner, own.values]
    ready.value = true
  }
  watch(who, () => void read(), { immediate: true, flush: 'sync' })
  beforeLeaving(flush)

  return {
    values,
    ready,
    owner,
    /** Keeps a value. Resolves when it is on disk. @throws UsherError; the value stays for as long as the window is open */
    set<K extends PreferenceKey>(key: K, value: Preferences[K]): Promise<unknown> {
      put(key, value)
      return send(key)
    },
    /** Keeps a value that moves often, once it stands still. That it could not be kept is nothing to be told of. */
    setSoon<K extends PreferenceKey>(key: K, value: Preferences[K]): void {
      put(key, value)
      clearTimeout(waiting.get(key))
      waiting.set(
        key,
        setTimeout(() => void send(key).catch(() => undefined), rest),
      )
    },
  }
})
