import { onScopeDispose, watch } from 'vue'
import { announce } from '../../components/announce'
import { t, tn } from '../../i18n'
import { useDirectory } from '../../stores/directory'
import { useDrafts } from '../../stores/drafts'
import { useReach } from '../../stores/reach'

/** The two systems go and come back together, and are told of one after the other, ms. */
const settles = 500

/** Says aloud what the status bar shows, at the turning points alone and not at every step. */
export function useStatusNews(): void {
  const directory = useDirectory()
  const drafts = useDrafts()
  const reach = useReach()

  watch(
    () => reach.user,
    (now) => announce(t(now === 'online' ? 'app.say.online' : 'app.say.offline')),
  )
  let said: typeof reach.portalTrouble = null
  let waiting: ReturnType<typeof setTimeout> | undefined
  watch(
    () => reach.portalTrouble,
    () => {
      clearTimeout(waiting)
      waiting = setTimeout(() => {
        const now = reach.portalTrouble
        if (now && now !== said) announce(t(`app.say.portal.${now}`))
        if (!now && said === 'offline' && reach.profile === 'online') announce(t('app.say.portal.back'))
        said = now
      }, settles)
    },
  )
  onScopeDispose(() => clearTimeout(waiting))
  watch(
    () => drafts.sync.running,
    (running) => {
      if (running) return
      if (drafts.sync.paused) return announce(t('app.say.pausedNow'))
      const waiting = drafts.list.reduce((sum, draft) => sum + draft.changes.length, 0)
      announce(waiting > 0 ? tn('app.say.sent', waiting) : t('app.say.allSent'))
    },
  )
  watch(
    () => directory.state.filling,
    (filling) => {
      if (!filling && !directory.state.problem) announce(tn('app.say.filled', directory.state.people))
    },
  )
}
