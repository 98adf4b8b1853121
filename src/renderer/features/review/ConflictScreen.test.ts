import { expect, it } from 'vitest'
import { createApp } from 'vue'
import { useDrafts } from '../../stores/drafts'
import ConflictScreen from './ConflictScreen.vue'
import { draftOf, portalOf, settle, stand } from './testing'

it('says which of several profiles a conflict is about: they may have one name', async () => {
  const page = await stand(() => useDrafts(), { 'drafts.check': () => [], 'audit.who': () => [] })
  const row = { name: 'Zoe Müller', company: '', active: true, isDefault: false }
  await page.tell('portal', portalOf({ profiles: [{ ...row, id: 5, company: 'Oak Ltd' }] }))
  const changes = [{ field: 'Position', base: 'Joiner', mine: 'Carpenter', theirs: 'Turner' }]
  await page.tell('drafts', [draftOf({ id: -5, state: 'conflict', changes })])
  const place = document.createElement('div')
  const screen = createApp(ConflictScreen, { from: 'first' })
  screen.mount(place)
  await settle()
  const title = () => place.querySelector('h2')?.textContent
  expect(title()).toBe('Position of Zoe Müller (my profile)')
  const profiles = [
    { ...row, id: 5, company: 'Oak Ltd' },
    { ...row, id: 6 },
  ]
  await page.tell('portal', portalOf({ profiles }))
  expect(title()).toBe('Position of Zoe Müller (my profile), Oak Ltd')
  screen.unmount()
})
