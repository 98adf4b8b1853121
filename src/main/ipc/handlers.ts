import { UsherError } from '#shared/ipc/errors'
import { noSync, type AppInfo } from '#shared/ipc/models'
import { userField } from '#shared/records/user-fields'
import type { Session } from '../account/session'
import type { Directory } from '../directory/directory'
import type { Bulk } from '../drafts/bulk'
import type { Exporter } from '../directory/export/export'
import type { DraftRepository } from '../drafts/repository'
import type { Desks } from '../drafts/desks'
import type { Audit } from '../nexudus/audit'
import type { Connection } from '../nexudus/connection'
import type { PasswordSetter } from '../account/password'
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
  readonly desks: Desks
  readonly drafts: DraftRepository
  readonly audit: Audit
  readonly preferences: PreferenceStore
  readonly setPassword: PasswordSetter
  readonly openHelp: (topic: HelpTopic) => Promise<void>
}

/** Which part answers which channel. No logic lives here. */
export function createHandlers(parts: Parts): Handlers {
  const { session, connection, directory, desks, drafts, audit } = parts
  const outbox = () => desks.current().outbox
  const engine = () => desks.current().engine
  /** Whose desk is shown now may be another than when the window began what it asks for. */
  const deskOf = (account: number) => {
    const desk = desks.current()
    if (desk.account !== account) throw new UsherError('not-signed-in')
    return desk
  }
  return {
    'app.info': () => parts.info,
    'app.openHelp': ({ topic }) => nothing(parts.openHelp(topic)),

    'session.state': () => session.state,
    'session.signIn': (form) => session.signIn(form),
    'session.tryDemo': () => session.tryDemo(),
    'session.restore': () => session.restore(),
    'session.signOut': () => {
      // The switch is out of sight once nobody is signed in.
      connection.workOffline(false)
      return session.signOut()
    },

    'connection.state': () => connection.state,
    'connection.hint': ({ online }) => connection.hint(online) as undefined,
    'connection.workOffline': ({ on }) => {
      connection.workOffline(on)
      return connection.state
    },

    'directory.state': () => directory.state,
    'directory.find': (query) => directory.find(query),
    'directory.ids': (query) => directory.ids(query),
    'directory.copy': (table) => parts.exporter.copy(table),
    'directory.export': (table) => parts.exporter.save(table),
    'directory.facets': (query) => directory.facets(query),
    'directory.refresh': () => nothing(directory.fill({ sweep: true })),

    'users.open': ({ id }) => directory.read(id),
    // Who is signed in as the call arrives: by the time of its turn it may be somebody else.
    'users.setPassword': ({ id, password }) =>
      nothing(parts.setPassword(session.signedIn().account.account, id, password)),
    'lookups.get': () => directory.lookups(),

    'drafts.list': () => desks.shown?.outbox.list() ?? [],
    'drafts.edit': ({ account, ...change }) => deskOf(account).outbox.edit(change),
    'drafts.check': ({ ids }) => desks.current().check(ids),
    'drafts.endChecks': () => desks.shown?.endChecks() as undefined,
    'drafts.apply': async ({ shown }) => {
      const answer = await outbox().apply(shown)
      engine().wake()
      return answer
    },
    'drafts.hold': ({ ids }) => nothing(outbox().hold(ids)),
    'drafts.resolve': ({ id, field, keep }) => outbox().resolve(id, field, keep),
    'drafts.discard': ({ ids }) => outbox().discard(ids),
    'drafts.restore': ({ ids }) => nothing(outbox().restore(ids)),

    'preferences.read': () => parts.preferences.read(),
    'preferences.set': ({ owner, change }) => nothing(parts.preferences.set(owner, change)),

    'bulk.look': ({ ids }) => parts.bulk.look(ids),
    'bulk.read': ({ ids }) => parts.bulk.read(ids),
    'bulk.draft': (wanted) => parts.bulk.draft(wanted),

    'sync.state': () => desks.shown?.state ?? noSync,
    'sync.pause': ({ on }) => engine().pause(on) as undefined,
    'journal.list': (search) => drafts.journal(desks.current().account, search),
    'journal.undo': ({ entry }) => outbox().undo(entry),
    'audit.who': ({ id, field }) => audit.who(id, userField(field)?.observe ?? field),
  }
}

const nothing = (promise: Promise<unknown>): Promise<undefined> => promise.then(() => undefined)
