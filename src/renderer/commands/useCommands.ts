import { onBeforeUnmount, onMounted } from 'vue'
import { listen } from '../bridge/client'
import { commandOf, provide, run, type CommandId } from './registry'

export const mac = navigator.userAgent.includes('Mac')

/** Listens for the keys and for main's menu. Called once, by the shell. */
export function useCommandKeys(): void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    const id = commandOf(event, mac)
    if (id && run(id)) event.preventDefault()
  }
  let stop: () => void
  onMounted(() => {
    window.addEventListener('keydown', press)
    stop = listen('command', run)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', press)
    stop()
  })
}

/** Does these commands while the component is in the page. */
export function useCommand(given: Partial<Record<CommandId, () => void>>): void {
  const back = Object.entries(given).map(([id, doer]) => provide(id as CommandId, doer))
  onBeforeUnmount(() => {
    for (const take of back) take()
  })
}
