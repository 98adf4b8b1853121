import { watch } from 'vue'
import { announce } from '../../components/announce'
import { t, tn } from '../../i18n'
import { useConnection } from '../../stores/connection'
import { useDirectory } from '../../stores/directory'
import { useDrafts } from '../../stores/drafts'

/** Says aloud what the status bar shows, at the turning points alone and not at every step. */
export function useStatusNews(): void {
  const connection = useConnection()
  const directory = useDirectory()
  const drafts = useDrafts()

  watch(
    () => connection.state.online && !connection.state.workOffline,
    (online) => announce(t(online ? 'app.say.online' : 'app.say.offline')),
  )
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
