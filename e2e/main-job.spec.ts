import { userFields } from '../src/shared/records/user-fields'
import { draft, openPerson, openReview, signedIn } from './actions'
import { expect, test } from './fixtures'

/** Moves by itself with every write; everything else has to stay to the letter. */
const serverOwn = ['UpdatedOn', 'UpdatedBy', 'ToStringText']

for (const omitted of ['cleared', 'kept'] as const) {
  test.describe(`against a server that leaves omitted fields ${omitted}`, () => {
    test.use({ spaceOptions: { users: 60, omitted } })

    test('the whole job: sign in, edit, offline, kill, start again, sync', async ({ usher, space }) => {
      const id = space.accounts.colleague.id
      const before = space.record(id)
      // Signing in itself moves the dates of the person who signs in.
      const others = space.ids().filter((other) => other !== id && other !== space.accounts.admin.id)
      const othersBefore = new Map(others.map((other) => [other, space.record(other)]))

      const running = await signedIn(usher, space)
      const editor = await openPerson(running.page, 'Grace Okonkwo')
      await draft(editor, 'Full name', 'Grace Okonkwo-Reyes')
      const roles = editor.getByRole('group', { name: 'Roles' })
      await roles.getByRole('checkbox', { name: /^Finance Northlight Canal Street/ }).check()
      const locations = editor.getByRole('group', { name: 'Locations' })
      await locations.getByRole('checkbox', { name: /^Northlight Harbour/ }).uncheck()
      await editor.getByRole('checkbox', { name: 'Identity checks' }).check()
      await editor.getByRole('checkbox', { name: 'New customers' }).uncheck()
      await expect(editor.getByText('5 changes')).toBeVisible()

      await space.goOffline()
      await running.setOnline(false)
      const status = running.page.getByRole('contentinfo')
      await expect(status.getByText('Offline', { exact: true })).toBeVisible()
      const language = editor.getByLabel('Language', { exact: true })
      await language.selectOption({ label: 'Spanish' })
      await expect(editor.getByText(/6 changes · saved/)).toBeVisible()
      await running.kill()

      await running.restart({ online: false })
      const { page } = running
      const row = page.getByRole('row', { name: /Grace Okonkwo-Reyes/ })
      await expect(row.getByText('Saved on this computer')).toBeVisible()
      await row.click()
      const again = page.getByRole('region', { name: /^Grace Okonkwo/ })
      await expect(again.getByLabel('Full name')).toHaveValue('Grace Okonkwo-Reyes')
      await expect(again.getByLabel('Language', { exact: true })).toHaveValue('2')

      await space.goOnline()
      await page.getByRole('button', { name: 'Work offline' }).click()
      await openReview(page)
      await page.getByRole('button', { name: /^Apply/ }).click()
      await expect(page.getByRole('region', { name: 'Recently applied' }).getByText(/^Synced/)).toBeVisible()

      const harbour = idOf(space.value(id), before, 'Businesses', 'removed')
      const finance = idOf(space.value(id), before, 'UserRoles', 'added')
      const list = (name: string): number[] => JSON.parse(before.get(name) ?? '[]') as number[]
      const expected = new Map<string, unknown>([
        ['FullName', 'Grace Okonkwo-Reyes'],
        ['Language', 2],
        ['OnIdentityCheckUpdate', true],
        ['OnNewMember', false],
        ['UserRoles', [...list('UserRoles'), finance].sort((a, b) => a - b)],
        ['Businesses', list('Businesses').filter((business) => business !== harbour)],
      ])
      const after = space.record(id)
      expect([...after.keys()].sort()).toEqual([...before.keys()].sort())
      for (const [field, text] of before) {
        if (serverOwn.includes(field)) continue
        if (expected.has(field))
          expect(sorted(JSON.parse(after.get(field) ?? ''))).toEqual(sorted(expected.get(field)))
        // In the very characters in which it came: sealed fields and unknown ones too.
        else expect(`${field} ${after.get(field)}`).toBe(`${field} ${text}`)
      }
      expect([...after.keys()].some((name) => !userFields.some((field) => field.name === name))).toBe(true)
      for (const other of others) expect(space.record(other)).toEqual(othersBefore.get(other))
      expect(space.requests.filter((request) => request.method === 'PUT')).toHaveLength(1)
    })
  })
}

/** The one id by which two lists differ; more or fewer is a wrong write. */
function idOf(
  now: Readonly<Record<string, unknown>>,
  before: ReadonlyMap<string, string>,
  field: string,
  how: 'added' | 'removed',
): number {
  const was = JSON.parse(before.get(field) ?? '[]') as number[]
  const is = now[field] as number[]
  const [long, short] = how === 'added' ? [is, was] : [was, is]
  const difference = long.filter((one) => !short.includes(one))
  expect(difference).toHaveLength(1)
  return difference[0] ?? 0
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? [...(value as number[])].sort((a, b) => a - b) : value
}
