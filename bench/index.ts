import { parseArgs } from 'node:util'
import { ensureBuilt } from './built'
import { directory } from './directory'
import { drafts } from './drafts'
import { fill } from './fill'
import { isWanted, lineOf, miss, note, type Group, type Metric } from './metric'
import { sayRuntime } from './runtime'
import { scrolling } from './scroll'
import { search, searchLarge } from './search'
import { size } from './size'
import { space } from './space'
import { start } from './start'
import { sync } from './sync'

/** `npm run bench [-- --only name]`: one line of JSON a metric, and an exit code of 1 when a limit is missed. */
const groups: readonly Group[] = [
  ...[size, start, search, searchLarge, scrolling],
  ...[drafts, sync, fill, directory, space],
]

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const only = values.only ?? null
const wanted = groups.filter(({ name }) => only === null || isWanted(only, name))
if (wanted.length === 0) {
  note(`There is no metric of that name. Groups: ${groups.map(({ name }) => name).join(', ')}`)
  process.exit(1)
}

const missed: string[] = []
let reported = 0
function report(metric: Metric): void {
  if (!isWanted(metric.name, only)) return
  reported++
  process.stdout.write(`${lineOf(metric)}\n`)
  const wrong = miss(metric)
  if (wrong) missed.push(wrong)
}

ensureBuilt()
sayRuntime()
for (const group of wanted) {
  note(`${group.name} …`)
  try {
    await group.run(report)
  } catch (error) {
    missed.push(
      `${group.name} could not be measured: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
if (reported === 0 && missed.length === 0) missed.push(`no metric is called ${only}`)
for (const wrong of missed) note(`MISSED: ${wrong}`)
process.exitCode = missed.length > 0 ? 1 : 0
