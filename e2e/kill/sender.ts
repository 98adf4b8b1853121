import { parseArgs } from 'node:util'
import { resolve } from 'node:path'
import { openDatabase } from '../../src/main/database/database'
import { createCopy } from '../../src/main/directory/copy'
import { createDirectory } from '../../src/main/directory/directory'
import { openPeople } from '../../src/main/directory/people/people'
import { openDesk } from '../../src/main/drafts/desk'
import { createDraftRepository } from '../../src/main/drafts/repository'
import { createUserSource } from '../../src/main/drafts/user-source'
import { createBudget, localLimits } from '../../src/main/nexudus/budget'
import { createApi } from '../../src/main/nexudus/http'
import { createUsers } from '../../src/main/nexudus/users'

/**
 * What of Usher sends drafts, as a program that can be killed: the same parts as in `src/main/assemble.ts`, with the
 * real disk, network and clock, and without a window. Says `ready` when it begins, and `done` when nothing is left.
 */
const { values } = parseArgs({
  options: {
    file: { type: 'string', default: '' },
    api: { type: 'string', default: '' },
    token: { type: 'string', default: '' },
    /** Drafts changes of these people and applies them, before anything is sent. */
    draft: { type: 'string' },
  },
})
const account = 1
const clock = {
  now: () => Date.now(),
  sleep: (ms: number) => new Promise<void>((done) => setTimeout(done, ms).unref()),
}
const built = resolve(import.meta.dirname, '../../out/main')
const database = await openDatabase(resolve(built, 'database.js'), values.file)
const people = openPeople(resolve(built, 'people.js'), values.file)
await database.all(
  `INSERT OR IGNORE INTO accounts VALUES (${account}, 'key', 'a', ?, NULL, 'ada@northlight.example', 'Ada', 's', 0, 0)`,
  values.api,
)
const api = createApi({
  ...{ fetch, clock, budget: createBudget(() => localLimits, clock) },
  network: { requireOnline: () => undefined, reached: () => undefined, failed: () => undefined },
  owner: () => ({
    ...{ account, api: values.api },
    tokens: { current: () => Promise.resolve(values.token), replace: () => Promise.resolve(values.token) },
  }),
})
const users = createUsers(api)
const directory = createDirectory({
  ...{ users, api, people, now: clock.now, copy: createCopy(database), trouble: () => null },
  save: (statements) => database.transaction(statements),
})
await directory.open(account)
let sending = values.draft === undefined
const desk = await openDesk({
  ...{ account, by: 'ada@northlight.example', repository: createDraftRepository(database), clock },
  source: createUserSource(account, users, directory),
  random: Math.random,
  ready: () => sending,
  describePerson: (id) => directory.person(id),
})

if (values.draft !== undefined) {
  for (const id of values.draft.split(',').map(Number)) {
    const { record } = await directory.read(id)
    const edit = (field: 'FullName' | 'OnPurchases', mine: string | boolean) =>
      desk.outbox.edit({ id, field, base: record[field], mine })
    await edit('FullName', `${record.FullName ?? ''} once`)
    await edit('OnPurchases', record.OnPurchases !== true)
  }
  await desk.outbox.apply(desk.outbox.list())
  sending = false
} else {
  console.log('ready')
  desk.engine.wake()
  while (desk.outbox.drafts.size > 0) await clock.sleep(5)
}
await people.close()
await database.close()
console.log('done')
