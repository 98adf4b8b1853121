import { shallowRef, type App } from 'vue'
import { UsherError } from '#shared/ipc/errors'
import { tellInOne } from './wording'
import { notify } from '../components/notices'

/** The failure that took the screen away, until the person shows it again. */
export const fault = shallowRef<{ error: unknown; where: string } | null>(null)

/**
 * Catches what nothing else caught. A refusal of main is told in a notice; anything else is a fault of the window,
 * which then shows a calm screen instead of a half-dead one.
 */
export function watchFaults(app: App): void {
  app.config.errorHandler = (error, _instance, where) => meet(error, where)
  window.addEventListener('unhandledrejection', (event) => {
    event.preventDefault()
    meet(event.reason, 'promise')
  })
}

function meet(error: unknown, where: string): void {
  if (error instanceof UsherError) {
    notify({ kind: 'bad', text: tellInOne(error, 'action') })
    return
  }
  console.error(error)
  fault.value ??= { error, where }
}
