import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { draft, openPerson, openReview } from '../../e2e/actions'
import type { RecordedRequest, Space } from '../../src/space/space'
import { note, type Group } from '../metric'
import { mean, round } from '../statistics'
import { withWorld } from '../world'
import { nobodyWaits, readPerson } from './page'

const edits = 20
/** Read, write, read back: fewer could not know what they did, and more would be paid out of the server's allowance. */
const limit = 3

interface Person {
  readonly id: number
  readonly name: string
}

/** Requests that one applied edit costs at the server, counted there. */
export const sync: Group = {
  name: 'sync',
  run: (report) =>
    withWorld({ users: 320 }, async ({ page, space }) => {
      await page.getByText('Everyone', { exact: true }).click()
      for (const editor of ['closed', 'open'] as const) {
        const counts: number[] = []
        const people = peopleToEdit(space)
        for (const person of people) {
          const requests = await applyOne(page, space, person, editor)
          counts.push(requests.length)
          if (requests.length !== limit)
            note(`  ${person.name}, editor ${editor}: ${requests.map(words).join(', ')}`)
        }
        const name = editor === 'closed' ? 'sync.requests' : 'sync.requests-editor-open'
        const extra = { n: counts.length, min: Math.min(...counts) }
        const rest = { unit: 'requests', limit, exact: true, extra } as const
        report({ name: `${name}.mean`, value: round(mean(counts)), ...rest })
        report({ name: `${name}.max`, value: Math.max(...counts), ...rest })
      }
    }),
}

/** People whose names nobody else has, so that they are found by them. */
function peopleToEdit(space: Space): Person[] {
  const accounts = new Set(Object.values(space.accounts).map(({ id }) => id))
  const all = space.ids().map((id) => ({ id, name: String(space.value(id)['FullName']) }))
  const times = new Map<string, number>()
  for (const { name } of all) times.set(name, (times.get(name) ?? 0) + 1)
  return all
    .filter(
      ({ id, name }) => !accounts.has(id) && times.get(name) === 1 && /^[A-Z][a-z]+ [A-Z][a-z]+$/.test(name),
    )
    .slice(0, edits)
}

/** Drafts one change, applies it in Review and waits until it is done. @returns what that asked of the server */
async function applyOne(
  page: Page,
  space: Space,
  { id, name }: Person,
  editorStays: 'open' | 'closed',
): Promise<RecordedRequest[]> {
  await page.getByRole('navigation').getByText('People').click()
  const editor = await openPerson(page, name)
  const was = await editor.getByLabel('Full name').inputValue()
  await draft(editor, 'Full name', was.endsWith('*') ? was.slice(0, -1) : `${was}*`)
  if (editorStays === 'closed') {
    await editor.getByRole('button', { name: /close/i }).click()
    await expect(editor).toHaveCount(0)
  }
  await openReview(page)
  space.clearRequests()
  await page
    .getByRole('button', { name: /^Apply/ })
    .first()
    .click()
  await page.evaluate(nobodyWaits)
  // What anybody asked for until now is asked before this, so that nothing is missed that comes a little later.
  const last = space.accounts.admin.id
  await page.evaluate(readPerson, last)
  const requests = space.requests.filter(({ path }) => path !== `/api/sys/users/${last}`)
  if (!requests.some(({ method, path }) => method === 'PUT' && path === '/api/sys/users'))
    throw new Error(`the change of ${name} (${id}) was not written`)
  return requests
}

function words({ method, path }: RecordedRequest): string {
  return `${method} ${path}`
}
