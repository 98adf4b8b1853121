import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Page } from '#shared/api/envelopes'
import { startSpace, type Space } from '../space'
import { signIn, type Client } from '../testing/client'

let space: Space
let ada: Client
beforeAll(async () => {
  space = await startSpace({ seed: 3 })
  ada = await signIn(space)
})
afterAll(() => space.stop())

const users = (query: string) => ada.list(`/api/sys/users?${query}`)
const ids = async (query: string): Promise<unknown[]> =>
  (await users(`size=1000&${query}`)).Records.map((row) => row.Id)
/** Ids of the records, as they are in the space, of which something is true. */
const expected = (test: (value: Readonly<Record<string, unknown>>) => boolean): number[] =>
  space.ids().filter((id) => test(space.value(id)))

describe('the envelope', () => {
  it('is complete on the first page, with 25 rows by id', async () => {
    const { Records, ...envelope } = v.parse(Page, await users(''))
    expect(envelope).toEqual({
      CurrentPage: 1,
      CurrentPageSize: 25,
      CurrentOrderField: 'Id',
      CurrentSortDirection: 0,
      FirstItem: 1,
      LastItem: 25,
      TotalItems: 320,
      TotalPages: 13,
      HasNextPage: true,
      HasPreviousPage: false,
    })
    expect(Records.map(({ Id }) => Id)).toEqual(space.ids().slice(0, 25))
  })

  it('is right on the last page, and beyond it', async () => {
    expect(await users('page=13')).toMatchObject({
      FirstItem: 301,
      LastItem: 320,
      HasNextPage: false,
      HasPreviousPage: true,
    })
    expect(await users('page=14')).toMatchObject({
      Records: [],
      FirstItem: 0,
      LastItem: 0,
      HasNextPage: false,
    })
  })

  it('caps the size at 1000 without a word', async () => {
    expect(await users('size=5000')).toMatchObject({ CurrentPageSize: 1000 })
  })

  it('gives each record once over all pages', async () => {
    const seen: unknown[] = []
    for (let page = 1, more = true; more; page += 1) {
      const answer = await users(`size=60&page=${page}`)
      seen.push(...answer.Records.map((row) => row.Id))
      more = answer.HasNextPage === true
    }
    expect(seen).toEqual(space.ids())
  })
})

describe('the order', { timeout: 30_000 }, () => {
  it.each(['FullName', 'UpdatedOn', 'LastAccess', 'InvalidLoginAttempts', 'Active'])(
    'goes by %s',
    async (name) => {
      const key = (id: unknown): string => {
        const value = space.value(Number(id))[name] as string | number | boolean | null
        return value === null ? '' : `x${value}`.toLowerCase()
      }
      const up = (await ids(`orderBy=${name}&dir=0`)).map(key)
      expect(up).toEqual([...up].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
      expect((await ids(`orderBy=${name.toLowerCase()}&dir=1`)).map(key)).toEqual(up.toReversed())
    },
  )

  it('goes down by id', async () => {
    expect(await ids('dir=1')).toEqual(space.ids().toReversed())
  })

  it('follows a change at once', async () => {
    const id = space.accounts.colleague.id
    space.edit(id, { FullName: '! first of all' })
    expect((await ids('orderBy=FullName&dir=0'))[0]).toBe(id)
  })
})

describe('a filter', { timeout: 30_000 }, () => {
  it('by flags, joined by and', async () => {
    const found = await ids('User_IsAdmin=true&User_OnNewEmail=false')
    expect(found).toEqual(expected((user) => user.IsAdmin === true && user.OnNewEmail === false))
    expect(found.length).toBeGreaterThan(2)
  })

  it('by text contained, in any case, the prefix too', async () => {
    expect(await ids('user_FullName=NORTHLIGHT')).toEqual([space.accounts.admin.id])
    const found = await ids('User_Email=%40example.org')
    expect(found).toEqual(expected((user) => String(user.Email).includes('@example.org')))
    expect(found.length).toBeGreaterThan(2)
  })

  it('by ids, one or several', async () => {
    const [first, second, third] = space.ids()
    expect(await ids(`User_Id=[${third},${first}]`)).toEqual([first, third])
    expect(await ids(`User_Id=${second}`)).toEqual([second])
    expect(await ids(`Id=${second}`)).toEqual([second])
    expect(await ids('User_Id=[1]')).toEqual([])
  })

  it('by references without their Id', async () => {
    const home = space.value(space.accounts.admin.id).DefaultBusinessId
    const found = await ids(`User_DefaultBusiness=${String(home)}`)
    expect(found).toEqual(expected((user) => user.DefaultBusinessId === home))
  })

  it('by ranges with both ends, in minutes or seconds, without records that have no value', async () => {
    const dates = space.ids().map((id) => String(space.value(id).UpdatedOn))
    const middle = dates.sort()[200] ?? ''
    const after = expected((user) => String(user.UpdatedOn) >= middle)
    expect(await ids(`from_User_UpdatedOn=${middle}`)).toEqual(after)
    const minute = middle.slice(0, 16)
    const since = expected((user) => String(user.UpdatedOn) >= `${minute}:00Z`)
    expect(await ids(`from_User_UpdatedOn=${minute}`)).toEqual(since)
    const stale = expected(
      (user) => Date.parse(String(user.LastAccess)) <= Date.parse('2026-06-01T00:00:00Z'),
    )
    expect(await ids('to_User_LastAccess=2026-06-01T00:00')).toEqual(stale)
    expect(await ids('from_User_InvalidLoginAttempts=1&to_User_InvalidLoginAttempts=3')).toEqual(
      expected((user) => [1, 2, 3].includes(Number(user.InvalidLoginAttempts))),
    )
  })

  /** Every filter of nexudus-api.md §2.3, with a value that some record has. */
  const documented = {
    text:
      'FullName Email Devices SupportTeamUserEmail PassportNumber PassportCardNumber AvatarFileName EmailCallBackGuid ' +
      'SystemId',
    number: 'Language InvalidLoginAttempts LastHelpVisited',
    reference: 'PreferredLanguage Application DefaultBusiness',
    boolean:
      'Active IsAdmin APIAccess Validated MustResetPassword TwoFactorEnabled EnablePassportAccess ReceiveCommunityDigest ' +
      'ReceiveEveryMessage OnPlaformInvoices OnNewEmail OnHelpDeskMsg OnNewMember OnProfileChanges OnNewBlogComment ' +
      'OnNewEventComment OnTariffChange OnVirtualOfficeTariffChange OnVirtualOfficeDeliveryPreferenceUpdate ' +
      'OnBookingChange OnTentativeBookingChange OnPurchases OnVisitorRegistration OnAccessControlErrors ' +
      'OnMemberRemovedFromTeam OnIdentityCheckUpdate OnNewWallPost',
    date:
      'CreatedOn UpdatedOn LastAccess LastLoginAttempt LastReceivedCommunityThreadDate ' +
      'LastReceivedCommunityMessageDate NextCommunityDigest NextHelpDeskMessageReminder',
  }
  const cases = Object.entries(documented).flatMap(([kind, names]) =>
    names.split(' ').map((name) => [name, kind] as const),
  )

  it.each(cases)('by the documented %s', async (name, kind) => {
    const property = kind === 'reference' ? `${name}Id` : name
    const all = new Map(space.ids().map((id) => [id, space.value(id)[property]]))
    const some = [...all.values()].find((value) => value !== null && value !== '' && value !== false)
    expect(some ?? null).not.toBeNull()
    const same = (value: unknown): boolean =>
      kind === 'text'
        ? typeof value === 'string' && value.toLowerCase().includes(String(some).toLowerCase())
        : value === some
    const wanted = [...all].filter(([, value]) => same(value)).map(([id]) => id)
    expect(await ids(`User_${name}=${encodeURIComponent(String(some))}`)).toEqual(wanted)
    expect(wanted.length).toBeGreaterThan(0)
  })

  it.each(cases.filter(([name, kind]) => kind === 'date' || /Attempts|HelpVisited/.test(name)))(
    'by the documented range of %s',
    async (name, kind) => {
      const read = (id: number): number | null => {
        const value = space.value(id)[name] as string | number | null
        return typeof value === 'string' ? Date.parse(value) : value
      }
      const known = space.ids().flatMap((id) => read(id) ?? [])
      const sorted = known.sort((a, b) => a - b)
      const [from = 0, to = 0] = [
        sorted[Math.floor(known.length * 0.3)],
        sorted[Math.floor(known.length * 0.7)],
      ]
      const say = (at: number) => (kind === 'date' ? new Date(at).toISOString() : String(at))
      const found = await ids(`from_User_${name}=${say(from)}&to_User_${name}=${say(to)}`)
      const within = space.ids().filter((id) => {
        const at = read(id)
        return at !== null && at >= from && at <= to
      })
      expect(found).toEqual(within)
      expect(within.length).toBeGreaterThan(5)
    },
  )

  it('by the command that clears a picture, which is off in every record', async () => {
    expect(await ids('User_ClearAvatar=true')).toEqual([])
    expect(await ids('User_ClearAvatar=false')).toEqual(space.ids())
  })

  it('shows what moved since, and nothing else', async () => {
    const since = new Date(Date.now() - 60_000).toISOString().slice(0, 16)
    const id = space.ids()[77] ?? 0
    expect(await ids(`from_User_UpdatedOn=${since}`)).not.toContain(id)
    space.touch(id)
    expect(await ids(`from_User_UpdatedOn=${since}`)).toContain(id)
  })

  it.each([
    'User_Nothing=1',
    'User_PasswordSalt=a',
    'User_Password=a',
    'User_AccessToken=a',
    'User_TwoFactorSecret=a',
    'User_NewPassword=a',
    'User_UserRoles=1',
    'User_Active=perhaps',
    'User_Language=English',
    'from_User_UpdatedOn=yesterday',
    'from_User_FullName=a',
    'orderBy=Nothing',
    'dir=2',
    'dir=-1',
    'page=0',
    'size=many',
  ])('is refused as %s', async (query) => {
    const answer = await ada.get(`/api/sys/users?${query}`)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ WasSuccessful: false, Value: null })
  })
})
