import { afterEach, expect, it } from 'vitest'
import type { EditDraft } from '#shared/ipc/contract'
import type { SessionState } from '#shared/ipc/models'
import { draftOf, openEditor, openedOf, settle, type Bench } from './testing/bench'

let bench: Bench
afterEach(() => bench.close())

const named = { field: 'FullName', base: 'Zoe Müller', mine: 'Zoë Müller' }

it('drafts what is typed against the value that was shown', async () => {
  bench = await openEditor()
  await bench.type('FullName', 'Zoë Müller')
  expect(bench.edits()).toEqual([{ id: 7, ...named }])
  expect(bench.field('FullName').textContent).toContain('was “Zoe Müller”')
})

it('keeps the base of the first change', async () => {
  bench = await openEditor({ 'drafts.list': () => [draftOf([named])] })
  await bench.tell('drafts', [draftOf([named])])
  await bench.type('FullName', 'Zoë M')
  expect(bench.edits()).toEqual([{ id: 7, field: 'FullName', base: 'Zoe Müller', mine: 'Zoë M' }])
})

it('keeps a text that could not be saved, says why beside it, and saves it when asked again', async () => {
  bench = await openEditor({ 'drafts.edit': () => ({ refuse: 'disk-full' }) })
  await bench.type('FullName', 'Zoë Müller')
  bench.input('FullName').blur()
  await settle()
  expect(bench.input('FullName').value).toBe('Zoë Müller')
  expect(bench.input('FullName').getAttribute('aria-invalid')).toBe('true')
  const error = bench.field('FullName').querySelector('[aria-live=polite]')
  expect(error?.textContent).toContain('Not saved yet')
  expect(bench.root.querySelector('header [role=status]')?.textContent).toBe('Not saved')
  bench.answers['drafts.edit'] = () => draftOf([named])
  bench.button('Try again', bench.field('FullName')).click()
  await settle()
  expect(bench.edits()).toHaveLength(2)
  expect(error?.textContent.trim()).toBe('')
})

it('finds an unsaved text again after another person was open', async () => {
  bench = await openEditor({ 'drafts.edit': () => ({ refuse: 'disk-full' }) })
  await bench.type('FullName', 'Zoë Müller')
  const { useUnsaved } = await import('./unsaved')
  expect(useUnsaved().of(7).entries.get('FullName')?.mine).toBe('Zoë Müller')
})

it('saves a text as the account that typed it, whoever has signed in since', async () => {
  const as = (account: number): SessionState => ({
    ...{ phase: 'signed-in', tokens: 'memory', problem: null, remembered: { address: '', email: '' } },
    account: { account, name: 'A', email: 'a@example.com', space: 'S', address: 's', demo: false },
  })
  bench = await openEditor({
    'session.state': () => as(4),
    'drafts.edit': () => ({ refuse: 'disk-full' }),
  })
  await bench.tell('session', as(4))
  const { useUnsaved } = await import('./unsaved')
  const queue = useUnsaved().of(8)
  queue.put('FullName', 'A', 'B')
  await settle()
  await bench.tell('session', as(5))
  queue.retry('FullName')
  await settle()
  const edits = bench.asked.filter(({ channel }) => channel === 'drafts.edit')
  expect(edits.map(({ args }) => (args as EditDraft).account)).toEqual([4, 4])
  expect(useUnsaved().of(8).entries.size).toBe(0)
})

it('never overwrites what is being typed; fields without focus follow', async () => {
  bench = await openEditor()
  await bench.type('FullName', 'Zoë Mül')
  const email = { field: 'Email', base: 'zoe@harbour.example', mine: 'zm@harbour.example' }
  await bench.tell('drafts', [draftOf([{ ...named, mine: 'Zoë' }, email])])
  expect(bench.input('FullName').value).toBe('Zoë Mül')
  expect(bench.input('Email').value).toBe('zm@harbour.example')
})

it('points at a slip when the field is left, and not while typing', async () => {
  bench = await openEditor()
  await bench.type('Email', 'zoe@')
  expect(bench.input('Email').getAttribute('aria-invalid')).toBeNull()
  bench.input('Email').dispatchEvent(new FocusEvent('blur'))
  await settle()
  expect(bench.input('Email').getAttribute('aria-invalid')).toBe('true')
  await bench.type('Email', 'zoe@harbour.com')
  expect(bench.input('Email').getAttribute('aria-invalid')).toBeNull()
  expect(bench.edits()).toHaveLength(2)
})

it('takes a change back by drafting the base', async () => {
  bench = await openEditor()
  await bench.tell('drafts', [draftOf([named])])
  bench.button('Revert', bench.field('FullName')).click()
  await settle()
  expect(bench.edits()).toEqual([{ id: 7, field: 'FullName', base: 'Zoe Müller', mine: 'Zoe Müller' }])
  expect(bench.input('FullName').value).toBe('Zoe Müller')
})

it('gives one of the two picture commands at a time, against the file they act on', async () => {
  bench = await openEditor({ 'users.open': () => openedOf({ AvatarFileName: 'zoe.png' }) })
  await bench.type('NewAvatarUrl', 'https://pictures.example/z.jpg')
  bench.button('Remove picture').click()
  await settle()
  expect(bench.edits()).toEqual([
    { id: 7, field: 'NewAvatarUrl', base: 'zoe.png', mine: 'https://pictures.example/z.jpg' },
    { id: 7, field: 'NewAvatarUrl', base: 'zoe.png', mine: 'zoe.png' },
    { id: 7, field: 'ClearAvatarFile', base: 'zoe.png', mine: true },
  ])
})

it('offers both ways out of a conflict', async () => {
  bench = await openEditor()
  await bench.tell('drafts', [draftOf([{ ...named, theirs: 'Zoe Braun' }], { state: 'conflict' })])
  expect(bench.field('FullName').textContent).toContain('Changed on the server to “Zoe Braun”')
  bench.button('Keep mine', bench.field('FullName')).click()
  await settle()
  expect(bench.asked.at(-1)).toEqual({
    channel: 'drafts.resolve',
    args: { id: 7, field: 'FullName', keep: 'mine' },
  })
})

it('does not call another picture the current one', async () => {
  bench = await openEditor({ 'users.open': () => openedOf({ AvatarFileName: 'b.png' }) })
  const clash = { field: 'NewAvatarUrl', base: 'a.png', mine: 'https://x.example/n.png', theirs: 'b.png' }
  await bench.tell('drafts', [draftOf([clash], { state: 'conflict' })])
  expect(bench.field('NewAvatarUrl').textContent).toContain('Changed on the server to another picture')
})

it('says the server’s words beside the field they are about', async () => {
  bench = await openEditor()
  const refused = { ...named, refusal: 'is too shiny' }
  await bench.tell('drafts', [draftOf([refused], { state: 'refused' })])
  expect(bench.field('FullName').querySelector('[aria-live]')?.textContent).toContain('is too shiny')
})

it('shows the record that was read back, without asking for it, and says that it is synced', async () => {
  bench = await openEditor()
  await bench.tell('drafts', [draftOf([named], { state: 'sending' })])
  await bench.tell('record', openedOf({ FullName: 'Zoë Müller' }))
  await bench.tell('drafts', [])
  expect(bench.asked.filter(({ channel }) => channel === 'users.open')).toHaveLength(1)
  expect(bench.root.querySelector('header [role=status]')?.textContent).toBe('Synced')
  await bench.type('FullName', 'Zoë M')
  expect(bench.edits()).toEqual([{ id: 7, field: 'FullName', base: 'Zoë Müller', mine: 'Zoë M' }])
})

it('does not call queued changes synced that were discarded elsewhere', async () => {
  bench = await openEditor()
  await bench.tell('drafts', [draftOf([named], { state: 'queued' })])
  await bench.tell('drafts', [])
  expect(bench.root.querySelector('header [role=status]')?.textContent).toBe('')
})

it('discards, and takes that back on the same button', async () => {
  bench = await openEditor()
  await bench.tell('drafts', [draftOf([named])])
  bench.answers['drafts.discard'] = async () => {
    await bench.tell('drafts', [])
    return [7]
  }
  bench.button('Discard').click()
  await settle()
  await settle()
  expect(bench.root.textContent).toContain('Discarded 1 change.')
  bench.button('Undo').click()
  await settle()
  expect(bench.asked.at(-1)).toEqual({ channel: 'drafts.restore', args: { ids: [7] } })
})

it('sends a password once it meets the rules, and forgets it', async () => {
  bench = await openEditor()
  await bench.type('NewPassword', 'weak')
  bench.button('Set password').closest('form')?.dispatchEvent(new Event('submit'))
  await settle()
  expect(bench.field('NewPassword').textContent).toContain('still needs')
  expect(bench.asked.some(({ channel }) => channel === 'users.setPassword')).toBe(false)
  await bench.type('NewPassword', 'Str0ng & new')
  bench.button('Set password').closest('form')?.dispatchEvent(new Event('submit'))
  await settle()
  expect(bench.asked.at(-1)).toEqual({
    channel: 'users.setPassword',
    args: { id: 7, password: 'Str0ng & new' },
  })
  expect(bench.input('NewPassword').value).toBe('')
  expect(bench.field('NewPassword').textContent).toContain('The new password is set.')
  expect(bench.edits()).toEqual([])
})
