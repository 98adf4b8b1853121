import { basename, join } from 'node:path'
import { app, clipboard, net, powerMonitor, session as electronSession, utilityProcess } from 'electron'
import type { PictureOf } from '#shared/ipc/pictures'
import { createAccounts } from './account/accounts'
import { createKeychain, type Helper } from './account/keychain/keychain'
import type { KeychainReply } from './account/keychain/protocol'
import { createPasswordSetter } from './account/password'
import { createSession } from './account/session'
import { adminSystem } from './account/systems'
import { createTokenClient } from './account/token-client'
import { isLoopback } from './account/address'
import { openDatabase } from './database/database'
import { createDemoSpace, type SpaceProcess } from './demo/demo-space'
import { createCopy } from './directory/copy'
import { createDirectory } from './directory/directory'
import { createExporter } from './directory/export/export'
import { openPeople } from './directory/people/people'
import { createBulk } from './drafts/bulk'
import { openDesk } from './drafts/desk'
import { createDraftRepository } from './drafts/repository'
import { createUserSource } from './drafts/user-source'
import { createHandlers } from './ipc/handlers'
import type { Handlers, Tell } from './ipc/register'
import type { Log } from './log/log'
import { createAudit } from './nexudus/audit'
import { createBudget, documentedLimits, localLimits, type Clock } from './nexudus/budget'
import { createConnection } from './nexudus/connection'
import { createApi, exchange, type Fetch, type Owner } from './nexudus/http'
import { createUsers } from './nexudus/users'
import { openPictureFiles } from './pictures/picture-files'
import { createPictures } from './pictures/pictures'
import { createPreferences } from './account/preferences'
import type { Picture } from './window/app-scheme'
import { askWhere } from './window/ask-where'
import { createPortal } from './portal'
import { createWorkplace } from './workplace'
import { openHelp } from './window/open-help'

/** How often the local copy is read anew while Usher runs, milliseconds. */
const refreshEvery = 600_000

/** How long ending waits for the answer to a write that is on its way, milliseconds. */
const lastAnswer = 3_000

const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
}

export interface Parts {
  readonly handlers: Handlers
  /** Signs in again who was signed in when Usher last ran. */
  readonly restore: () => Promise<unknown>
  readonly avatar: (account: number, picture: PictureOf) => Promise<Picture | null>
  /** The person is back at the window. */
  readonly wake: () => void
  /** Ends everything in order; what was typed is on disk afterwards. */
  readonly stop: () => Promise<void>
}

/**
 * Puts the parts together: the only place that knows the real clock, network, disk and keychain.
 * @param tell tells the window, where there is one
 * @param left is told when the window's page has kept what it held
 * @throws UsherError when the database cannot be opened
 */
export async function assemble(log: Log, tell: Tell, left: () => void): Promise<Parts> {
  const here = import.meta.dirname
  const userData = app.getPath('userData')
  const now = clock.now

  const file = join(userData, 'usher.sqlite')
  const database = await openDatabase(join(here, 'database.js'), file)
  const people = openPeople(join(here, 'people.js'), file)
  if (database.damage) log.write('damaged database put aside', { ...database.damage, aside: undefined })

  // A session of its own: no cookies, no cache, and none of the window's rules.
  const network = electronSession.fromPartition('api', { cache: false })
  const fetch: Fetch = (url, init) => network.fetch(url, init)
  const keychain = createKeychain(() => startHelper(join(here, 'keychain.js')))
  const demo = createDemoSpace(() => startSpace(join(here, 'space.js'), join(userData, 'demo-space.json')))
  const client = createTokenClient(fetch, now)
  const override = addresses(process.env)
  const session = createSession({
    ...{ system: adminSystem, fetch, client, keychain, demo, now, override },
    accounts: createAccounts(database, now),
    requireOnline: (api) => connection.requireOnline(api),
  })
  const isSignedIn = (): boolean => session.state.phase === 'signed-in'
  const owner = (): Owner => {
    const { account, tokens } = session.signedIn()
    return { account: account.account, api: account.api, tokens }
  }
  const isLocal = (api: string): boolean => isLoopback(new URL(api).hostname)
  const budget = createBudget((api) => (isLocal(api) ? localLimits : documentedLimits), clock)
  const startOffline = app.commandLine.hasSwitch('offline')
  const connection = createConnection({
    ...{ clock, random: Math.random, isLocal },
    server: () => (isSignedIn() ? owner().api : null),
    pausedUntil: (api) => budget.pausedUntil(api),
    probe: async () => exchange(fetch, `${owner().api}/api/auth/me`, {}),
    startOffline,
  })
  connection.hint(net.isOnline())
  const api = createApi({ fetch, budget, clock, network: connection, owner })
  const users = createUsers(api)
  const directory = createDirectory({
    ...{ users, api, now, people, copy: createCopy(database), trouble: () => connection.trouble() },
    save: (statements) => database.transaction(statements),
  })
  const pictures = createPictures({
    ...{ clock, fetch: (id, how) => users.avatar(id, how), trouble: () => connection.trouble() },
    files: openPictureFiles(join(userData, 'pictures'), now),
  })
  const drafts = createDraftRepository(database)
  const portal = createPortal({
    ...{
      fetch,
      client,
      keychain,
      demo,
      database,
      drafts,
      budget,
      clock,
      isLocal,
      startOffline,
      override,
      log,
    },
    random: Math.random,
  })
  portal.hint(net.isOnline())
  const ready = (account: number): boolean =>
    isSignedIn() && owner().account === account && workplace.isOpen(account) && connection.state.online
  const workplace = createWorkplace({
    ...{ directory, ready, tell, log, profileDesks: portal.desks, repository: drafts },
    openDesk: ({ account, email }) =>
      openDesk({
        ...{ account, by: email, repository: drafts, clock, random: Math.random },
        source: createUserSource(account, users, directory),
        ready: () => ready(account),
        describePerson: (id) => directory.person(id),
      }),
  })
  const exporter = createExporter({
    directory,
    askWhere,
    toClipboard: async (text) => await clipboard.writeText(text),
  })
  const handlers = createHandlers({
    ...{
      session,
      portal,
      connection,
      directory,
      exporter,
      openHelp,
      left,
      pictures,
      drafts: workplace.drafts,
      audit: createAudit(api),
    },
    bulk: createBulk({
      directory,
      desk: () => workplace.desks.current(),
      email: () => session.signedIn().account.email,
    }),
    preferences: createPreferences(database, () => session.signedIn().account.account),
    setPassword: createPasswordSetter({
      users,
      pausedUntil: () => connection.state.pausedUntil,
      exclusive: (job) => workplace.desks.current().engine.exclusive(job),
    }),
    info: {
      problem: database.damage
        ? {
            code: 'database-salvaged',
            facts: { salvaged: database.damage, cause: basename(database.damage.aside) },
          }
        : null,
      version: app.getVersion(),
      platform: process.platform,
      runtime: `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}`,
    },
  })

  const limitToWhoIsIn = (): void =>
    budget.only([isSignedIn() ? owner().account : null, portal.account].filter((account) => account !== null))
  session.onChange((state) => {
    log.write('session', { phase: state.phase, problem: state.problem?.code })
    limitToWhoIsIn()
    connection.switched()
    const stays = state.phase === 'signed-in' || state.phase === 'ended'
    workplace.show(stays ? session.signedIn().account : null)
    pictures.show(stays ? session.signedIn().account.account : null)
    portal.show(stays ? session.signedIn().account : null)
    tell('session', state)
  })
  let wasOnline = connection.state.online
  connection.onChange((state) => {
    tell('connection', state)
    // Only coming back is news: a pause that the server asked for must not be answered with more requests.
    if (state.online && !wasOnline) {
      workplace.refresh()
      pictures.wake()
    }
    wasOnline = state.online
  })
  directory.onChange((state) => tell('directory', state))
  directory.onRenewed((user) => tell('record', user))
  pictures.onNews((news) => tell('picture', news))
  portal.onAccount(limitToWhoIsIn)
  portal.onChange((state) => tell('portal', state))
  portal.onDrafts(workplace.draftsChanged)
  portal.onDesk(workplace.deskChanged)
  portal.own.onRenewed((profile) => tell('record', profile))
  const refresh = (): void => {
    workplace.refresh()
    portal.refresh()
  }
  powerMonitor.on('resume', refresh)
  const timer = setInterval(refresh, refreshEvery)

  return {
    handlers,
    restore: () => session.restore(),
    avatar: (account, picture) => pictures.get(account, picture),
    wake: () => workplace.drafts.wake(),
    async stop() {
      clearInterval(timer)
      connection.stop()
      // A server that does not answer must not hold the program: the intent is on disk, and the next start finds out.
      await Promise.race([Promise.all([workplace.desks.stop(), portal.stop()]), clock.sleep(lastAnswer)])
      await workplace.desks.shown?.outbox.settled()
      await portal.desks.shown?.outbox.settled()
      demo.stop()
      keychain.close()
      await people.close()
      await database.close()
    },
  }
}

/** The two addresses that redirect a run, for whoever scripts and tests Usher. */
function addresses(env: NodeJS.ProcessEnv): { api?: string; portal?: string } {
  const strip = (url: string | undefined): string | undefined => url?.replace(/\/+$/, '') || undefined
  const [api, portal] = [strip(env['USHER_API_URL']), strip(env['USHER_PORTAL_URL'])]
  return { ...(api ? { api } : {}), ...(portal ? { portal } : {}) }
}

function startHelper(module: string): Helper {
  const child = utilityProcess.fork(module, [], { serviceName: 'Usher keychain' })
  return {
    postMessage: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', (reply: KeychainReply) => listener(reply)),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill(),
  }
}

function startSpace(module: string, stateFile: string): SpaceProcess {
  const child = utilityProcess.fork(module, [JSON.stringify({ stateFile })], {
    serviceName: 'Usher demo space',
  })
  return {
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
    stop: () => child.postMessage({ type: 'stop' }),
  }
}
