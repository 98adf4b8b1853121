import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { openPerson } from '../../e2e/actions'
import type { Group } from '../metric'
import { pause, summary } from '../statistics'
import { withWorld } from '../world'
import { inBulk } from './bulk'
import { lastKey, watchKeys } from './page'
import type { ReaderMessage, Watched } from './reader'

const people = 320
const person = 'Grace Okonkwo'
/** Typed after the name; no two prefixes are alike. The first keys are not counted. */
const typed =
  ' of the north harbour and canal street desk who looks after keys and post on weekdays and some late evenings too'
const warmUps = 5
/** Milliseconds, at the 95th percentile (product.md §5c, ‘Draft safe on disk after last keystroke’). */
const limit = 250

export const drafts: Group = {
  name: 'drafts',
  async run(report) {
    await onDisk(report)
    await inBulk(report)
  },
}

/** From a key in *Full name* to the value on the disk, as another program sees it there. */
const onDisk: Group['run'] = (report) =>
  withWorld({ users: people }, async ({ page, space, usher }) => {
    const editor = await openPerson(page, person)
    const field = editor.getByLabel('Full name')
    await field.focus()
    await field.press('End')
    await field.evaluate(watchKeys)
    const file = join(usher.userData, 'usher.sqlite')
    const reader = await startReader({ file, id: space.accounts.colleague.id, field: 'FullName' })
    const samples: number[] = []
    for (let index = 0; index < typed.length; index++) {
      const key = typed.charAt(index)
      await sleep(pause(index, 60, 160))
      const kept = reader.next(`${person}${typed.slice(0, index + 1)}`)
      await page.keyboard.press(key === ' ' ? 'Space' : key)
      const { at } = await kept
      const pressed = await field.evaluate(lastKey)
      if (index >= warmUps) samples.push(at - pressed)
    }
    await reader.stop()
    const { p95, ...rest } = summary(samples)
    report({ name: 'drafts.on-disk', value: p95, unit: 'ms', limit, extra: { p95, ...rest } })
  })

interface Reader {
  /** Resolves when a value is first seen on the disk. */
  next(value: string): Promise<{ at: number }>
  stop(): Promise<void>
}

async function startReader(watched: Watched): Promise<Reader> {
  // A worker does not take over how this program reads TypeScript, so it is told again.
  const source = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))})
    .then(({ tsImport }) => tsImport('./reader.ts', ${JSON.stringify(import.meta.url)}))
    .catch((error) => setImmediate(() => { throw error }))`
  const worker = new Worker(source, { eval: true, workerData: watched })
  const seen = new Map<string | null, number>()
  const waiting = new Map<string, (found: { at: number }) => void>()
  const failed = new Promise<never>((_, reject) => worker.once('error', reject))
  failed.catch(() => undefined)
  const ready = new Promise<void>((resolve) => {
    worker.on('message', (message: ReaderMessage) => {
      if (message.type === 'ready') return resolve()
      const { value, at } = message
      seen.set(value, at)
      if (value !== null) waiting.get(value)?.({ at })
    })
  })
  await Promise.race([ready, failed])
  return {
    next: (value) =>
      Promise.race([failed, new Promise<{ at: number }>((resolve) => waiting.set(value, resolve))]),
    async stop() {
      const ended = once(worker, 'exit')
      worker.postMessage('stop')
      await ended
    },
  }
}
