import { Hono, type Context } from 'hono'
import type { FieldError } from '#shared/api/envelopes'
import type { ProfileList } from '#shared/api/profile'
import { draftsProfiles, type Row } from '../generate/network'
import { actionConfirmation, json, jsonText, notFound, serverFault } from '../http/answers'
import { readBody } from '../http/body'
import type { Parts, SpaceEnv } from '../http/env'
import { customerOnly, jsonOnly, locationOf } from '../http/portal'
import { applyProfile } from '../profile/apply'
import { checkProfile } from '../profile/check'
import { coworkerText, portalUser } from '../profile/record'
import type { State } from '../store/state'

/** The customer's own profile on a location's portal (nexudus-api.md §5; vendor page ‘Update Profile’). */
export function profileRoutes({ state }: Parts): Hono<SpaceEnv> {
  const { coworkers } = state
  const customer = customerOnly(state)
  const userOf = (context: Context<SpaceEnv>): Record<string, unknown> =>
    portalUser(state, context.get('caller').id, context.get('customer').coworkerId)
  const routes = new Hono<SpaceEnv>()
  routes
    .patch('/api/public/coworker/profile', customer, async (context) => {
      const sent = readBody(await context.req.text())
      if (!sent) return serverFault()
      const { id: userId, clientId } = context.get('caller')
      const { coworkerId } = context.get('customer')
      const change = { userId, location: homeOf(state, coworkerId), sent }
      const errors = checkProfile(state, change)
      if (errors.length > 0) return refused(errors)
      applyProfile(state, change, coworkerId, clientId)
      return actionConfirmation({ WasSuccessful: true, Status: 200, Message: null, Errors: null })
    })
    .get('/api/public/coworkers/profiles', customer, (context) => json(profileList(state, context)))
    .put('/api/public/coworkers/profiles/current', customer, (context) => {
      const id = Number(context.req.query('coworkerId'))
      const { id: userId, clientId } = context.get('caller')
      if (!coworkers.of(userId).includes(id)) return notFound()
      coworkers.choose({ userId, clientId }, id)
      state.onChange()
      return actionConfirmation({ WasSuccessful: true, Status: 200, Message: null, Errors: null })
    })
    .get('/login/me', jsonOnly, customer, (context) => {
      // No source documents this body: the login side, with the one flag that only the profile has.
      const newsletter = coworkers.value(context.get('customer').coworkerId, 'SignUpToNewsletter')
      return json({ ...userOf(context), SignUpToNewsletter: newsletter })
    })
    .get(`${language}/profile`, jsonOnly, customer, (context) => {
      const coworker = coworkerText(state, context.get('customer').coworkerId)
      const user = JSON.stringify(userOf(context))
      const resource = context.req.query('_resource')?.toLowerCase()
      if (resource === 'coworker') return jsonText(coworker)
      return jsonText(resource === 'user' ? user : `{"User":${user},"Coworker":${coworker}}`)
    })
    .post(`${language}/profile/GenerateOpenAiProfile`, jsonOnly, customer, (context) =>
      draftSummary(state, context.get('customer').coworkerId),
    )
  return routes
}

/** Any language of the locations works (nexudus-api.md §5.1). */
export const language = '/:language{en|es|nl|ar}'

function homeOf({ coworkers, network }: State, coworkerId: number): Row {
  const id = coworkers.value(coworkerId, 'InvoicingBusinessId')
  const home = network.locations.find((location) => location.Id === id)
  if (!home) throw new Error(`customer ${coworkerId} belongs to no location`)
  return home
}

/** The documented 400 in the envelope of the page; its `Errors` are of any shape there, here as in the admin API. */
function refused(errors: readonly FieldError[]): Response {
  const message = errors.map((error) => `${error.PropertyName}: ${error.Message}`).join('\n')
  return actionConfirmation({ WasSuccessful: false, Status: 400, Message: message, Errors: errors })
}

/** Every profile of the session (nexudus-api.md §5.2). */
function profileList(state: State, context: Context<SpaceEnv>): ProfileList & Record<string, unknown> {
  const { users, coworkers } = state
  const { id, token } = context.get('caller')
  const location = locationOf(state, context)
  const [first] = coworkers.of(id)
  return {
    User: {
      Id: id,
      FullName: String(users.value(id, 'FullName')),
      Email: String(users.value(id, 'Email')),
      ...{ Active: users.value(id, 'Active'), IsAdmin: users.value(id, 'IsAdmin'), AccessToken: token },
    },
    DefaultBusiness: location && {
      Id: location.Id,
      Name: String(location.Name),
      WebAddress: String(location.WebAddress),
    },
    Profiles: coworkers.of(id).map((coworkerId) => {
      const names = ['FullName', 'CompanyName', 'Active'] as const
      const more = [
        'CoworkerType',
        'HasVirtualOffice',
        'VirtualOfficePaused',
        'VirtualOfficeContractId',
      ] as const
      const values = (list: readonly string[]) =>
        Object.fromEntries(list.map((name) => [name, coworkers.value(coworkerId, name)]))
      return { Id: coworkerId, ...values(names), IsDefaultProfile: coworkerId === first, ...values(more) }
    }),
  }
}

/** A draft, which nothing keeps until it is sent (nexudus-api.md §5.2). Too thin a profile cannot be written about. */
function draftSummary(state: State, coworkerId: number): Response {
  const { coworkers } = state
  const told = ['Position', 'CompanyName', 'BusinessArea'].map((name) => coworkers.value(coworkerId, name))
  const [position, company, area] = told.map((text) => (typeof text === 'string' ? text.trim() : ''))
  const isThin = !position && !company && !area
  if (isThin || !draftsProfiles(homeOf(state, coworkerId))) {
    const message = isThin ? 'The profile tells too little.' : 'The integration is not available.'
    return actionConfirmation({ WasSuccessful: false, Status: 400, Message: message, Errors: null })
  }
  const lines = [position && `Works as **${position}**`, company && `at ${company}`, area && `in _${area}_`]
  const summary = `## About\n\n${lines.filter(Boolean).join(' ')}.\n`
  return jsonText(coworkerText(state, coworkerId, { ProfileSummary: summary }))
}
