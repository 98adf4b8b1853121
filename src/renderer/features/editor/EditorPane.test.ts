import { afterEach, expect, it } from 'vitest'
import vendor from '../../../../contract/update-user.json'
import { userFields, type Field } from '#shared/records/index'
import labels from '../../locales/en-GB/fields'
import { openEditor, openedOf, type Bench } from './testing/bench'

let bench: Bench
afterEach(() => bench.close())

const places = (name: string): number =>
  bench.root.querySelectorAll(`[data-field="${name}"], [data-forms~="${name}"]`).length

it('has exactly one place for every field of the vendor’s page', async () => {
  bench = await openEditor()
  const wrong = vendor.fields.map((field) => field.name).filter((name) => places(name) !== 1)
  expect(wrong).toEqual([])
})

it('has exactly one place for every field of the table, and none for anything else', async () => {
  bench = await openEditor()
  expect(userFields.map((field) => field.name).filter((name) => places(name) !== 1)).toEqual([])
  const shown = [...bench.root.querySelectorAll<HTMLElement>('[data-field]')].map((one) => one.dataset.field)
  expect(shown.filter((name) => !userFields.some((field) => field.name === name))).toEqual([])
})

it('stands every other form of a list with the list, and nowhere as a field of its own', async () => {
  bench = await openEditor()
  for (const field of userFields as readonly Field[]) {
    if (field.use !== 'companion') continue
    expect(bench.root.querySelector(`[data-field="${field.name}"]`)).toBeNull()
    expect(bench.field(field.of ?? '').dataset.forms?.split(' ')).toContain(field.name)
  }
})

it('names every control by its label alone, and says which are required', async () => {
  bench = await openEditor()
  for (const field of userFields as readonly Field[]) {
    if (field.use !== 'edit' && field.use !== 'write-only') continue
    const root = bench.field(field.name)
    const label = labels[field.name as keyof typeof labels]
    const control = root.querySelector<HTMLElement>('[id$=-control]')
    if (!control) throw new Error(`${field.name} has no control`)
    const naming =
      root.querySelector(`label[for="${control.id}"]`) ??
      document.getElementById(control.getAttribute('aria-labelledby') ?? '')
    expect(naming?.textContent).toBe(label)
    expect(control.getAttribute('aria-required')).toBe(field.put === 'required' ? 'true' : null)
  }
})

it('shows nothing of a sealed field but its label', async () => {
  bench = await openEditor()
  for (const { name } of userFields.filter((field) => field.use === 'sealed'))
    expect(bench.field(name).textContent).toBe(labels[name])
})

it('names the region by the person, also while another name is typed', async () => {
  bench = await openEditor()
  await bench.type('FullName', 'Someone Else')
  expect(bench.root.querySelector('section')?.getAttribute('aria-label')).toBe('Zoe Müller')
  expect(bench.root.querySelector('h2')?.textContent).toBe('Someone Else')
})

it('keeps ids that no list names, and shows them', async () => {
  bench = await openEditor({
    'users.open': () => openedOf({ UserRoles: [4, 999] }),
    'lookups.get': () => ({
      roles: [
        { id: 4, name: 'Finance', detail: 'Berlin' },
        { id: 5, name: 'Reception', detail: 'Berlin' },
      ],
      locations: [],
      languages: [],
      chatRooms: [],
      applications: [],
    }),
  })
  const roles = bench.field('UserRoles')
  expect(roles.textContent).toContain('#999')
  const reception = [...roles.querySelectorAll('label')].find((row) => row.textContent.includes('Reception'))
  reception?.querySelector('input')?.click()
  await new Promise((resolve) => setTimeout(resolve))
  expect(bench.edits()).toEqual([{ id: 7, field: 'UserRoles', base: [4, 999], mine: [4, 5, 999] }])
})

it.each([
  ['not-read', 'never read on this computer'],
  ['gone', 'no longer exists'],
  ['no-permission', 'may not read this person'],
  ['server-fault', 'The server failed'],
] as const)('says why there is no record: %s', async (refuse, words) => {
  bench = await openEditor({ 'users.open': () => ({ refuse }) })
  expect(bench.root.querySelector('[role=alert]')?.textContent).toContain(words)
})

it('opens after a failure when it is tried again', async () => {
  bench = await openEditor({ 'users.open': () => ({ refuse: 'timeout' }) })
  bench.answers['users.open'] = () => openedOf()
  bench.button('Try again').click()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(bench.input('FullName').value).toBe('Zoe Müller')
})

it('says that a copy is one and what was not returned, and still lets edit', async () => {
  bench = await openEditor({
    'users.open': () => ({
      ...openedOf(),
      problem: { code: 'offline', facts: {} },
      missing: ['PasswordSalt'],
    }),
  })
  expect(bench.root.textContent).toContain('This is the copy from')
  expect(bench.root.textContent).toContain('did not return Password salt')
  await bench.type('FullName', 'Zoë Müller')
  expect(bench.edits()).toHaveLength(1)
})
