import type { WordKey } from '../i18n'

/**
 * Every command once: its id (main's menu sends the same), its key and its label. What a command does is given by the
 * screen that can do it, for as long as it is there.
 */
export interface Command {
  readonly id: CommandId
  readonly label: WordKey
  /** A key held with Ctrl, or with Command on macOS. */
  readonly key?: string
}

export const commandIds = [
  'people',
  'profile',
  'review',
  'search',
  'refresh',
  'apply',
  'sign-out',
  'work-offline',
] as const
export type CommandId = (typeof commandIds)[number]

const keys: Partial<Record<CommandId, string>> = { search: 'f', review: 'Enter' }

export const commands: readonly Command[] = commandIds.map((id) => ({
  id,
  label: `commands.${id}` satisfies WordKey,
  key: keys[id],
}))

type Run = () => void
const doers = new Map<CommandId, Run[]>()

/** Says how a command is done from now on. @returns a function that takes that back */
export function provide(id: CommandId, run: Run): () => void {
  doers.set(id, [...(doers.get(id) ?? []), run])
  return () => {
    doers.set(
      id,
      (doers.get(id) ?? []).filter((other) => other !== run),
    )
  }
}

/** Does a command if anything can do it now. @returns whether it was done */
export function run(id: string): boolean {
  const doer = doers.get(id as CommandId)?.at(-1)
  doer?.()
  return doer !== undefined
}

/** The command of a key press, if it is one. */
export function commandOf(event: KeyboardEvent, mac: boolean): CommandId | null {
  const held = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  if (!held || event.altKey || event.shiftKey) return null
  return commands.find(({ key }) => key?.toLowerCase() === event.key.toLowerCase())?.id ?? null
}

/** A command's key as people read it on their keyboard. */
export function keyWords(id: CommandId, mac: boolean): string {
  const key = keys[id]
  if (!key) return ''
  const name = key === 'Enter' ? (mac ? '↩' : 'Enter') : key.toUpperCase()
  return mac ? `⌘${name}` : `Ctrl+${name}`
}
