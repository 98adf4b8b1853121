import type { ParentPort } from 'electron'
import { PlainOptions } from './options'
import { startSpace, type Space } from './space'
import * as v from 'valibot'

/**
 * The demo space as a helper process of the app. Its first argument is JSON of the plain options (`options.ts`). It tells
 * `{ type: 'ready', url, email, password }`, or `{ type: 'failed', message }`, and ends at `{ type: 'stop' }`.
 */
const port: ParentPort = process.parentPort

type Told =
  | { readonly type: 'ready'; readonly url: string; readonly email: string; readonly password: string }
  | { readonly type: 'failed'; readonly message: string }

const tell = (message: Told): void => port.postMessage(message)

const Stop = v.object({ type: v.literal('stop') })

async function start(): Promise<Space> {
  const options = v.parse(PlainOptions, JSON.parse(process.argv[2] ?? '{}'))
  return startSpace({ ...options, keepRequests: 0 })
}

const starting = start()
starting.then(
  ({ url, email, password }) => tell({ type: 'ready', url, email, password }),
  (error: unknown) =>
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
)

port.on('message', ({ data }) => {
  if (!v.is(Stop, data)) return
  starting
    .then((space) => space.stop())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    )
})
