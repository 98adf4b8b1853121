import { UsherError } from '#shared/ipc/errors'
import type { AppInfo } from '#shared/ipc/models'
import type { Session } from '../account/session'
import type { Directory } from '../directory/directory'
import type { DraftRepository } from '../drafts/repository'
import type { Engine } from '../drafts/engine'
import type { Outbox } from '../drafts/outbox'
import type { Connection } from '../nexudus/connection'
import type { PasswordSetter } from '../account/password'
import type { HelpTopic } from '../window/open-help'
import type { Handlers } from './register'

interface Parts {
  readonly info: AppInfo
  readonly session: Session
  readonly connection: Connection
  readonly directory: Directory
  readonly outbox: Outbox
  readonly engine: Engine
  readonly drafts: DraftRepository
  readonly setPassword: PasswordSetter
  readonly openHelp: (topic: HelpTopic) => Promise<void>
}

/** Which part answers which channel. No logic lives here. */
export function createHandlers(parts: Parts): Handlers {
  const { session, connection, directory, outbox, engine, drafts } = parts
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
    'directory.refresh': () => nothing(directory.fill()),

    'users.open': ({ id }) => directory.read(id),
    // Who is signed in as the call arrives: by the time of its turn it may be somebody else.
    'users.setPassword': ({ id, password }) =>
      nothing(parts.setPassword(session.signedIn().account.account, id, password)),
    'lookups.get': () => directory.lookups(),

    'drafts.list': () => outbox.list(),
    'drafts.edit': (change) => outbox.edit(change),
    'drafts.apply': async ({ ids }) => {
      await outbox.apply(ids)
      engine.wake()
      return undefined
    },
    'drafts.hold': ({ ids }) => nothing(outbox.hold(ids)),
    'drafts.resolve': ({ id, field, keep }) => outbox.resolve(id, field, keep),
    'drafts.discard': ({ ids }) => nothing(outbox.discard(ids)),
    'drafts.restore': ({ ids }) => nothing(outbox.restore(ids)),

    'sync.state': () => engine.state,
    'journal.list': ({ count }) => {
      if (session.state.account === null) throw new UsherError('not-signed-in')
      return drafts.journal(session.signedIn().account.account, count)
    },
    'journal.undo': async ({ entry }) => ({ id: await outbox.undo(entry) }),
  }
}

const nothing = (promise: Promise<unknown>): Promise<undefined> => promise.then(() => undefined)
