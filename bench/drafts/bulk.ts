import type { BulkEdit } from '../../src/shared/ipc/bulk'
import { mainDelays, watchMain } from '../fill'
import { note, type Group } from '../metric'
import { round } from '../statistics'
import { withWorld } from '../world'
import { draftForAll, readAll } from './page'

const people = 1_000
const edits: readonly BulkEdit[] = [
  { field: 'OnPurchases', value: true },
  { field: 'Language', value: 2 },
  { field: 'UserRoles', add: [4310003], remove: [] },
]

/** Drafting the same for a thousand people: how long main is away from its window until all of it is on disk and shown. */
export const inBulk: Group['run'] = (report) =>
  withWorld({ users: people }, async ({ page, usher, space }) => {
    const ids = space.ids()
    await page.evaluate(readAll, ids)
    note('  drafts: read')
    await watchMain(usher.app)
    const { drafted, took } = await page.evaluate(draftForAll, { ids, edits })
    const { max, p50, p99 } = await mainDelays(usher.app)
    if (drafted < people * 0.9) throw new Error(`${drafted} people were drafted`)
    const extra = { drafted, took: round(took), p50: round(p50), p99: round(p99) }
    report({ name: 'drafts.bulk', value: round(max), unit: 'ms', limit: 50, extra })
  })
