import { UsherError } from '#shared/ipc/errors'
import type { DemoSpace } from '../account/session'

/** The demo space's process, as main sees it. */
export interface SpaceProcess {
  onMessage(listener: (message: unknown) => void): void
  onExit(listener: () => void): void
  stop(): void
}

interface Ready {
  readonly type: 'ready'
  readonly url: string
  readonly email: string
  readonly password: string
}

/** The embedded demo space: a server of its own, in a process of its own, started once and ended with Usher. */
export function createDemoSpace(start: () => SpaceProcess): DemoSpace & { stop(): void } {
  let process: SpaceProcess | null = null
  let ready: Promise<Ready> | null = null
  const launch = (): Promise<Ready> =>
    new Promise((resolve, reject) => {
      const launched = (process = start())
      const fail = (): void => {
        if (process === launched) process = ready = null
        reject(new UsherError('unreachable', { cause: 'demo space' }))
      }
      launched.onMessage((message) => {
        if (isReady(message)) resolve(message)
        else fail()
      })
      launched.onExit(fail)
    })
  return {
    start: () => (ready ??= launch()),
    stop: () => process?.stop(),
  }
}

function isReady(message: unknown): message is Ready {
  return (message as { type?: unknown } | null)?.type === 'ready'
}
