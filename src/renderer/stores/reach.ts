import { defineStore } from 'pinia'
import { computed } from 'vue'
import { kindOf, type RecordKey, type RecordKind } from '#shared/records/index'
import type { Reach } from '../records/states'
import { useConnection } from './connection'
import { usePortal } from './portal'

/** Whether records can be read and drafts be sent now: each kind of record has a system of its own, with its own sign-in. */
export const useReach = defineStore('reach', () => {
  const connection = useConnection()
  const portal = usePortal()
  const user = computed<Reach>(() =>
    connection.state.online && !connection.state.workOffline ? 'online' : 'offline',
  )
  const profile = computed<Reach>(() => {
    const { session, online } = portal.state
    if (session.phase === 'ended') return 'ended'
    return online && session.phase === 'signed-in' && !connection.state.workOffline ? 'online' : 'offline'
  })
  /** What is to be known of a portal that somebody is signed in to, beside the space that answers. */
  const portalTrouble = computed(() => {
    const isIn = portal.state.session.phase === 'signed-in' || profile.value === 'ended'
    return isIn && user.value === 'online' && profile.value !== 'online' ? profile.value : null
  })
  const kinds = { user, profile } satisfies Record<RecordKind, unknown>
  return { ...kinds, portalTrouble, of: (key: RecordKey): Reach => kinds[kindOf(key)].value }
})
