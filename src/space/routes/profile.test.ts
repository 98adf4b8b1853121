import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CoworkerRecord, PortalProfile, PortalUser, ProfileList, PublicCountries } from '#shared/api/profile'
import { CurrentBusiness } from '#shared/api/lookups'
import { draftableProfileFields } from '#shared/records/profile-fields'
import { startSpace, type Space } from '../space'
import { askToken, passwordForm, signIn } from '../testing/client'
import { askPortal, enter, type Customer } from '../testing/portal'

let space: Space
let ada: Customer
beforeEach(async () => {
  space = await startSpace({ users: 60 })
  ada = await enter(space)
})
afterEach(() => space.stop())

const list = async (customer: Customer, slug?: string) =>
  v.parse(ProfileList, (await customer.ask({ path: '/api/public/coworkers/profiles', slug })).body)

describe('profiles', () => {
  it('are two for the administrator, at two locations, and three for the colleague', async () => {
    const { User, DefaultBusiness, Profiles } = await list(ada)
    expect(User).toMatchObject({ Id: space.accounts.admin.id, Email: space.email })
    expect(DefaultBusiness?.Name).toBe('Northlight Canal Street')
    expect(Profiles.map(({ IsDefaultProfile }) => IsDefaultProfile)).toEqual([true, false])
    const homes = new Set<unknown>()
    for (const { slug } of space.portals.slice(0, 2)) homes.add((await ada.read(slug)).InvoicingBusinessId)
    expect(homes.size).toBe(2)
    expect((await list(await enter(space, space.accounts.colleague))).Profiles).toHaveLength(3)
  })

  it('tell the bearer token, as the documentation says', async () => {
    const { body } = await ada.ask({ path: '/api/public/coworkers/profiles' })
    expect(body).toMatchObject({ User: { AccessToken: ada.token, IsAdmin: true, Active: true } })
  })

  it('are none for somebody who is no customer: an empty 401 everywhere', async () => {
    const reader = await enter(space, space.accounts.reader)
    for (const path of ['/api/public/coworkers/profiles', '/login/me?', '/en/profile?_resource=Coworker']) {
      const { status, text } = await reader.ask({ path })
      expect([path, status, text]).toEqual([path, 401, ''])
    }
    expect((await reader.patch({ NickName: 'x' })).status).toBe(401)
  })

  it('belong to the location whose host was called', async () => {
    const niko = await enter(space, space.accounts.noAccess)
    expect((await niko.read('canal-street')).InvoicingBusinessId).toBe(space.portals[0]?.id)
    expect((await niko.ask({ path: '/login/me?', slug: 'harbour' })).status).toBe(401)
    await ada.patch({ NickName: 'By the water' }, 'harbour')
    expect((await ada.read('harbour')).NickName).toBe('By the water')
    expect((await ada.read('canal-street')).NickName).not.toBe('By the water')
  })

  it('are switched for one session alone', async () => {
    const other = await enter(space, space.accounts.admin, { client: 'another desk' })
    const [first, second] = (await list(ada)).Profiles.map(({ Id }) => Id)
    const path = (id: unknown) => `/api/public/coworkers/profiles/current?coworkerId=${String(id)}`
    expect((await ada.ask({ method: 'PUT', path: path(second) })).body).toMatchObject({ WasSuccessful: true })
    expect([(await ada.read()).Id, (await other.read()).Id]).toEqual([second, first])
    expect((await ada.ask({ method: 'PUT', path: path(5) })).status).toBe(404)
  })
})

describe('signing in at a location', () => {
  it('is for its customers, and for those who may do something in the admin API', async () => {
    const form = (slug: string, name: 'noAccess' | 'reader') =>
      askPortal(space, {
        method: 'POST',
        path: '/api/token',
        slug,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(passwordForm(space.accounts[name])).toString(),
      })
    expect((await form('canal-street', 'noAccess')).status).toBe(200)
    const refused = await form('harbour', 'noAccess')
    expect([refused.status, refused.body]).toEqual([400, expect.objectContaining({ error: 'invalid_grant' })])
    expect((await form('harbour', 'reader')).status).toBe(200)
  })

  it('is a session beside that of the admin API, which it does not end', async () => {
    const sign = () => askToken(space, passwordForm(space.accounts.admin), { client_id: 'usher' })
    const { body } = await sign()
    await enter(space)
    const refresh = { grant_type: 'refresh_token', refresh_token: String(body.refresh_token) }
    expect((await askToken(space, refresh, { client_id: 'usher' })).status).toBe(200)
  })
})

describe('what is read', () => {
  it('is a flat record with every field an update takes but passwords, and much more', async () => {
    const record = v.parse(CoworkerRecord, await ada.read())
    const names = Object.keys(record)
    expect(names).toEqual(expect.arrayContaining(draftableProfileFields.map(({ name }) => name)))
    expect(names.filter((name) => /Password/.test(name))).toEqual([])
    expect(names.length).toBeGreaterThan(draftableProfileFields.length + 15)
    expect(typeof record.Gender).toBe('number')
  })

  it('is the login side with its flags, both at once, or the session', async () => {
    const read = async (path: string) => (await ada.ask({ path })).body
    const user = v.parse(PortalUser, await read('/en/profile?_resource=User'))
    const both = v.parse(PortalProfile, await read('/es/profile'))
    expect(user).toMatchObject({ Id: space.accounts.admin.id, CoworkerId: both.Coworker.Id })
    expect(both.User).toEqual(user)
    const session = v.parse(PortalUser, await read('/login/me?'))
    expect(session).toEqual({ ...user, SignUpToNewsletter: expect.any(Boolean) as boolean })
  })

  it.each(['/en/profile?_resource=Coworker', '/login/me?', '/en/business/all'])(
    'is a page at %s unless JSON is asked for',
    async (path) => {
      const answer = await ada.ask({ path, accept: '*/*' })
      expect([answer.status, answer.type]).toEqual([200, 'text/html; charset=utf-8'])
    },
  )

  it('is open to anybody where it is public', async () => {
    const { Countries } = v.parse(
      PublicCountries,
      (await askPortal(space, { path: '/api/public/countries' })).body,
    )
    expect(Countries).toHaveLength(18)
    const card = await askPortal(space, { path: '/api/public/businesses/current', slug: 'harbour' })
    expect(v.parse(CurrentBusiness, card.body).Name).toBe('Northlight Harbour')
    const nowhere = await askPortal(space, { path: '/api/public/businesses/current', slug: 'nowhere' })
    expect(nowhere.status).toBe(404)
    const all = await askPortal(space, { path: '/en/business/all?_depth=1&includeRoot=true' })
    expect((all.body as { Id: number }[]).map(({ Id }) => Id)).toEqual(space.portals.map(({ id }) => id))
  })
})

describe('the notification flags', () => {
  it('are those of the user record, in both directions and in the audit trail', async () => {
    const { id } = space.accounts.admin
    space.edit(id, { OnNewWallPost: true, OnHelpDeskMsg: false })
    expect(await ada.read()).toMatchObject({ OnNewWallPost: true, OnHelpDeskMsg: false })
    await ada.patch({ OnNewWallPost: false, SignUpToNewsletter: true, CityName: 'Leith!' })
    expect(space.value(id)).toMatchObject({ OnNewWallPost: false, UpdatedBy: space.email })
    const admin = await signIn(space)
    const { Records } = await admin.list('/api/sys/audittrailentries?orderBy=Id&dir=0')
    const rows = Records.filter(({ ActionBy }) => ActionBy === space.email)
    expect(rows.map((row) => [row.EntityShortName, row.PropertyName, row.NewValue])).toEqual(
      expect.arrayContaining([
        ['User', 'OnNewWallPost', 'false'],
        ['Coworker', 'CityName', 'Leith!'],
      ]),
    )
  })
})

describe('the second writer of a profile', () => {
  it('is seen by the customer, in what the profile keeps and in what the user record keeps', async () => {
    const [profile = 0] = space.profiles(space.accounts.admin.id)
    const before = await ada.read()
    const changes = { CityName: 'Elsewhere', OnNewBlogComment: before.OnNewBlogComment !== true }
    space.editProfile(profile, changes)
    expect(await ada.read()).toMatchObject({ ...changes, UpdatedBy: 'grace@northlight.example' })
    expect(space.value(space.accounts.admin.id).OnNewBlogComment).toBe(changes.OnNewBlogComment)
    space.editProfile(profile, { NickName: 'Third' }, 'third@northlight.example')
    expect(await ada.read()).toMatchObject({ NickName: 'Third', UpdatedBy: 'third@northlight.example' })
  })
})

describe('a password', () => {
  const fresh = 'Another-Night-2!'
  const change = { OldPassword: 'Northlight-2026!', NewPassword: fresh, RepeatNewPassword: fresh }
  const signsIn = async (password: string) =>
    (await askToken(space, { ...passwordForm(space.accounts.admin), password })).status

  it('is changed with the three together, and other sessions cannot be refreshed', async () => {
    const { body } = await askToken(space, passwordForm(space.accounts.admin), { client_id: 'phone' })
    expect((await ada.patch(change)).status).toBe(200)
    expect([await signsIn(space.password), await signsIn(fresh)]).toEqual([400, 200])
    const refresh = { grant_type: 'refresh_token', refresh_token: String(body.refresh_token) }
    expect((await askToken(space, refresh, { client_id: 'phone' })).status).toBe(400)
    expect((await ada.patch({ NickName: 'Still here' })).status).toBe(200)
    const own = { grant_type: 'refresh_token', refresh_token: ada.refreshToken }
    expect((await askToken(space, own, { client_id: `portal.${space.email}` })).status).toBe(200)
  })

  it.each([
    ['OldPassword', { ...change, OldPassword: 'wrong' }, 'is not the current password'],
    ['OldPassword', { ...change, OldPassword: undefined }, 'is a required field'],
    ['NewPassword', { ...change, NewPassword: '' }, 'is a required field'],
    ['RepeatNewPassword', { ...change, RepeatNewPassword: 'Other-1!' }, 'does not match the new password'],
    ['RepeatNewPassword', { ...change, RepeatNewPassword: undefined }, 'does not match the new password'],
    ['NewPassword', { ...change, NewPassword: 'weak', RepeatNewPassword: 'weak' }, /^must have at least 8/],
  ])('is refused at %s when it is %j', async (name, sent, message) => {
    const { status, body } = await ada.patch({ ...sent, NickName: 'Not written' })
    expect(status).toBe(400)
    expect(body).toMatchObject({
      Errors: [{ PropertyName: name, Message: expect.stringMatching(message) as string }],
    })
    expect(await signsIn(space.password)).toBe(200)
    expect((await ada.read()).NickName).not.toBe('Not written')
  })

  it('has to satisfy the policy of its own location', async () => {
    const short = { ...change, NewPassword: 'Night-2!', RepeatNewPassword: 'Night-2!' }
    const refused = await ada.patch(short, 'harbour')
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('at least 12')
    expect((await ada.patch(short, 'canal-street')).status).toBe(200)
  })
})

describe('a drafted summary', () => {
  const path = '/en/profile/GenerateOpenAiProfile'

  it('is Markdown that nothing keeps', async () => {
    await ada.patch({ Position: 'Architect', ProfileSummary: 'Mine' })
    const { status, body } = await ada.ask({ method: 'POST', path })
    const drafted = v.parse(CoworkerRecord, body)
    expect([status, drafted.OpenAiProfileAvailable]).toEqual([200, true])
    expect(drafted.ProfileSummary).toContain('**Architect**')
    expect((await ada.read()).ProfileSummary).toBe('Mine')
  })

  it('is refused where the profile tells too little, and where the location cannot', async () => {
    await ada.patch({ Position: null, CompanyName: '', BusinessArea: ' ' })
    expect((await ada.ask({ method: 'POST', path })).status).toBe(400)
    await ada.patch({ Position: 'Architect' }, 'harbour')
    expect((await ada.read('harbour')).OpenAiProfileAvailable).toBe(false)
    expect((await ada.ask({ method: 'POST', path, slug: 'harbour' })).status).toBe(400)
    expect((await askPortal(space, { method: 'POST', path })).status).toBe(401)
  })
})
