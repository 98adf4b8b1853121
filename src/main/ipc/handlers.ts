import type { AppInfo } from '#shared/ipc/models'
import { kindOf } from '#shared/records/key'
import { userField } from '#shared/records/user-fields'
import type { Session } from '../account/session'
import type { Directory } from '../directory/directory'
import type { Bulk } from '../drafts/bulk'
import type { Exporter } from '../directory/export/export'
import type { AllDrafts } from '../drafts/all-drafts'
import type { Audit } from '../nexudus/audit'
import type { Connection } from '../nexudus/connection'
import type { PasswordSetter } from '../account/password'
import type { Pictures } from '../pictures/pictures'
import type { Portal } from '../portal'
import type { PreferenceStore } from '../account/preferences'
import type { HelpTopic } from '../window/open-help'
import type { Handlers } from './register'

interface Parts {
  readonly info: AppInfo
  readonly session: Session
  readonly connection: Connection
  readonly directory: Directory
  readonly exporter: Exporter
  readonly bulk: Bulk
  readonly pictures: Pictures
  readonly portal: Portal
  readonly drafts: AllDrafts
  readonly audit: Audit
  readonly preferences: PreferenceStore
  readonly setPassword: PasswordSetter
  readonly openHelp: (topic: HelpTopic) => Promise<void>
  /** The window's page has kept what it held. */
  readonly left: () => void
}

/** Which part answers which channel. No logic lives here. */
export function createHandlers(parts: Parts): Handlers {
  const { session, portal, connection, directory, drafts, audit } = parts
  return {
    'app.info': () => parts.info,
    'app.left': () => parts.left() as undefined,
    'app.openHelp': ({ topic }) => nothing(parts.openHelp(topic)),

    'session.state': () => session.state,
    'session.signIn': (form) => session.signIn(form),
    'session.tryDemo': () => session.tryDemo(),
    'session.restore': () => session.restore(),
    'session.signOut': async () => {
      // The switch is out of sight once nobody is signed in.
      connection.workOffline(false)
      portal.workOffline(false)
      // Whoever leaves the space leaves its portal, and first, while it is still known whose that was.
      const [, left] = await Promise.allSettled([portal.signOut(), session.signOut()])
      if (left.status === 'rejected') throw left.reason
      return left.value
    },

    'portal.state': () => portal.state,
    'portal.find': ({ address }) => portal.find(address),
    'portal.signIn': async (form) => {
      await portal.signIn(form)
      return portal.state
    },
    'portal.restore': async () => {
      await portal.restore()
      return portal.state
    },
    'portal.signOut': async () => {
      await portal.signOut()
      return portal.state
    },
    'portal.refresh': async () => {
      await portal.own.refresh()
      return portal.state
    },

    'connection.state': () => connection.state,
    'connection.hint': ({ online }) => {
      connection.hint(online)
      portal.hint(online)
    },
    'connection.workOffline': ({ on }) => {
      connection.workOffline(on)
      portal.workOffline(on)
      return connection.state
    },

    'directory.state': () => directory.state,
    'directory.find': (query) => directory.find(query),
    'directory.ids': (query) => directory.ids(query),
    'directory.places': (query) => directory.places(query),
    'directory.copy': (table) => parts.exporter.copy(table),
    'directory.export': (table) => parts.exporter.save(table),
    'directory.facets': (query) => directory.facets(query),
    'directory.refresh': () => nothing(directory.fill({ sweep: true })),

    'pictures.look': ({ account, pictures }) => parts.pictures.look(account, pictures),
    'users.open': ({ id }) => directory.read(id),
    // Who is signed in as the call arrives: by the time of its turn it may be somebody else.
    'users.setPassword': ({ id, password }) =>
      nothing(parts.setPassword(session.signedIn().account.account, id, password)),
    'profile.open': ({ id }) => portal.own.read(id),
    'profile.setPassword': ({ id, ...passwords }) => nothing(portal.setPassword(id, passwords)),
    'profile.suggestSummary': ({ id }) => portal.suggestSummary(id),
    'lookups.get': () => directory.lookups(),

    'drafts.list': () => drafts.list(),
    'drafts.edit': ({ account, ...change }) => drafts.edit(account, change),
    'drafts.check': ({ ids }) => drafts.check(ids),
    'drafts.endChecks': () => drafts.endChecks() as undefined,
    'drafts.apply': ({ shown }) => drafts.apply(shown),
    'drafts.hold': ({ ids }) => nothing(drafts.hold(ids)),
    'drafts.resolve': ({ id, field, keep }) => drafts.resolve(id, field, keep),
    'drafts.discard': ({ ids }) => drafts.discard(ids),
    'drafts.restore': ({ ids }) => nothing(drafts.restore(ids)),

    'preferences.read': () => parts.preferences.read(),
    'preferences.set': ({ owner, change }) => nothing(parts.preferences.set(owner, change)),

    'bulk.look': ({ ids }) => parts.bulk.look(ids),
    'bulk.read': ({ ids }) => parts.bulk.read(ids),
    'bulk.draft': (wanted) => parts.bulk.draft(wanted),
    'bulk.undo': ({ edit }) => parts.bulk.undo(edit),

    'sync.state': () => drafts.sync,
    'sync.pause': ({ on }) => drafts.pause(on) as undefined,
    'journal.list': (search) => drafts.journal(search),
    'journal.undo': ({ entry }) => drafts.undo(entry),
    'audit.who': ({ id, field }) =>
      kindOf(id) === 'profile'
        ? portal.own.who(id, field)
        : audit.who(id, userField(field)?.observe ?? field),
  }
}

const nothing = (promise: Promise<unknown>): Promise<undefined> => promise.then(() => undefined)
