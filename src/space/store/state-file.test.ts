import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startSpace, type Space } from '../space'
import { askToken, clientWith, passwordForm, signIn } from '../testing/client'
import { askPortal, enter } from '../testing/portal'

let folder: string
let stateFile: string
let space: Space
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'usher-space-'))
  stateFile = join(folder, 'demo.json')
  space = await startSpace({ users: 40, stateFile })
})
afterEach(async () => {
  await space.stop()
  await rm(folder, { recursive: true })
})

describe('a state file', () => {
  it('keeps changes, removals, audit rows and sign-ins over a restart', async () => {
    const { colleague, editor, admin } = space.accounts
    const { body } = await askToken(space, passwordForm(admin), { client_id: 'desk' })
    space.edit(colleague.id, { FullName: 'Kept' })
    space.remove(editor.id)
    const before = space.record(colleague.id)
    await space.stop()
    space = await startSpace({ users: 40, stateFile })
    expect(space.record(colleague.id)).toEqual(before)
    expect(space.find(editor.email)).toBeUndefined()
    const ada = clientWith(space, String(body.access_token))
    const { Records } = await ada.list('/api/sys/audittrailentries')
    expect(Records.map((row) => row.AuditType)).toEqual([2, 3])
    const refresh = { grant_type: 'refresh_token', refresh_token: String(body.refresh_token) }
    expect((await askToken(space, refresh, { client_id: 'desk' })).status).toBe(200)
    space.edit(colleague.id, { FullName: 'Again' })
    const rows = (await ada.list('/api/sys/audittrailentries')).Records.map((row) => row.Id)
    expect(new Set(rows).size).toBe(3)
  })

  it('keeps who was added, ids that were given, profiles, and which of them a session is about', async () => {
    const { admin } = space.accounts
    const kept = space.insert({ FullName: 'Kept', Email: 'kept@newcomer.example' })
    const gone = space.insert()
    space.remove(gone)
    const ada = await enter(space)
    const [, second = 0] = space.profiles(admin.id)
    await ada.ask({ method: 'PUT', path: `/api/public/coworkers/profiles/current?coworkerId=${second}` })
    await ada.patch({ NickName: 'Kept', OnNewWallPost: true })
    const [record, profile] = [space.record(kept), space.profile(second)]
    await space.stop()
    space = await startSpace({ users: 40, stateFile })
    expect([space.record(kept), space.profile(second)]).toEqual([record, profile])
    expect(profile.NickName).toBe('Kept')
    expect(space.find('kept@newcomer.example')).toBe(kept)
    expect(space.insert()).toBeGreaterThan(gone)
    const { body } = await askPortal(space, { path: '/en/profile?_resource=Coworker', token: ada.token })
    expect(body).toMatchObject({ Id: second })
  })

  it('is small, and holds no token and no secret that was not changed', async () => {
    const ada = await signIn(space)
    space.edit(space.accounts.colleague.id, { FullName: 'Kept' })
    await space.stop()
    const text = await readFile(stateFile, 'utf8')
    expect(text.length).toBeLessThan(4_000)
    expect(text).not.toContain(ada.token)
    expect(space.secrets().filter((secret) => text.includes(secret))).toEqual([])
  })

  it('is written without being asked, soon after a change', async () => {
    await vi.waitFor(async () => {
      space.edit(space.accounts.colleague.id, { FullName: 'Soon' })
      expect(await readFile(stateFile, 'utf8')).toContain('Soon')
    })
    expect(await readdir(folder)).toEqual(['demo.json'])
  })

  it.each([
    ['cut off', '{"generation":2,"seed'],
    ['of another shape', '{"generation":2}'],
    ['empty', ''],
  ])('that is %s is set aside with a warning', async (_name, text) => {
    await space.stop()
    await writeFile(stateFile, text)
    const warn = vi.fn()
    space = await startSpace({ users: 40, stateFile, warn })
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('is damaged'))
    const aside = (await readdir(folder)).find((name) => name.includes('unusable'))
    expect(await readFile(join(folder, aside ?? ''), 'utf8')).toBe(text)
    expect(space.ids()).toHaveLength(40)
  })

  it('of another network is set aside too', async () => {
    await space.stop()
    const warn = vi.fn()
    space = await startSpace({ users: 50, stateFile, warn })
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('of another network'))
  })
})
