import { toProblem, type ErrorCode, type Problem } from '#shared/ipc/errors'
import type { PictureNews, PictureOf } from '#shared/ipc/pictures'
import type { Clock } from '../nexudus/budget'
import type { PictureRequest } from '../nexudus/http'
import { imageType } from './image-type'
import type { PictureFiles } from './picture-files'

export interface Picture {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * People's pictures: from this computer where they are here, else from the server. Those of the list's rows come last of
 * everything that is asked, a few at a time, and only as long as somebody looks; what cannot be had is not asked for
 * again for a while. Nothing here fails: there is a picture, or there is none.
 */
export interface Pictures {
  /** Shows an account's, null for nobody's. The one that is shown may have been signed in to anew. */
  show(account: number | null): void
  /** One that somebody waits for. */
  get(account: number, picture: PictureOf): Promise<Picture | null>
  /**
   * These are looked at now, in this order, and no others.
   * @returns those that are here; of the rest it is told when they come
   */
  look(account: number, pictures: readonly PictureOf[]): Promise<readonly PictureOf[]>
  /** Something changed for the better: those that are looked at are asked for again. */
  readonly wake: () => void
  onNews(listener: (news: PictureNews) => void): void
}

interface Parts {
  readonly files: PictureFiles
  /** @throws UsherError */
  readonly fetch: (id: number, how: Omit<PictureRequest, 'path'>) => Promise<Uint8Array<ArrayBuffer> | null>
  /** Why asking the server now would only mean waiting, or null. */
  readonly trouble: () => Problem | null
  readonly clock: Clock
}

/** So many at a time for rows. */
const atOnce = 3
/** A larger one is not shown, bytes. */
const largest = 2_000_000
/** How long one is not asked for again that is not there, or is no picture; and one that could not be had for now, ms. */
const [goneFor, failedFor] = [3_600_000, 300_000]
/** How long rows ask for nothing when the server says that this account may not, and when it does not answer, ms. */
const [deniedFor, lostFor] = [600_000, 30_000]
const denials: ReadonlySet<ErrorCode> = new Set(['no-permission', 'sign-in-ended'])
const losses: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'unreachable',
  'timeout',
  'tls',
  'address-unknown',
])
/** Of so many it is remembered that they cannot be had. */
const mostRefused = 5_000

export function createPictures({ files, fetch, trouble, clock }: Parts): Pictures {
  const listeners: ((news: PictureNews) => void)[] = []
  /** Undefined until it is known who is there: nobody is news then, and leaves no pictures behind. */
  let account: number | null | undefined
  let wanted: readonly PictureOf[] = []
  /** What is on its way, by `keyOf`. */
  let flying = new Map<string, Promise<Picture | null>>()
  let ofRows = 0
  /** Until when what cannot be had is not asked for. */
  const refused = new Map<string, number>()
  /** Until when rows ask for nothing. */
  let restUntil = 0

  const isRefused = (key: string): boolean => (refused.get(key) ?? 0) > clock.now()
  const refuse = (key: string, ms: number): void => {
    refused.delete(key)
    refused.set(key, clock.now() + ms)
    const [oldest] = refused.keys()
    if (refused.size > mostRefused && oldest !== undefined) refused.delete(oldest)
  }
  const rest = (until: number): void => {
    if (until <= restUntil) return
    restUntil = until
    void clock.sleep(Math.max(0, until - clock.now())).then(pump)
  }
  /** How long what failed is left alone: it alone, or all of them. */
  const learn = (key: string, error: unknown): void => {
    const { code, facts } = toProblem(error)
    const now = clock.now()
    if (code === 'throttled') return rest(facts.retryAt ?? now + lostFor)
    if (denials.has(code)) rest(now + deniedFor)
    if (losses.has(code)) rest(now + lostFor)
    // A computer without a network says nothing of a picture.
    if (code !== 'offline') refuse(key, code === 'gone' ? goneFor : failedFor)
  }
  const ask = async (
    mine: number,
    picture: PictureOf,
    priority: PictureRequest['priority'],
  ): Promise<Picture | null> => {
    const key = keyOf(picture)
    try {
      const bytes = await fetch(picture.id, { account: mine, priority, most: largest })
      // Somebody else's list is shown meanwhile: nothing of this one is kept any more.
      if (account !== mine) return null
      const type = bytes && imageType(bytes)
      if (!type) {
        refuse(key, goneFor)
        return null
      }
      files.write(picture, bytes)
      for (const listener of listeners) listener({ account: mine, picture })
      return { type, bytes }
    } catch (error) {
      if (account === mine) learn(key, error)
      return null
    }
  }
  /** At most one request for each is on its way. */
  const load = (mine: number, picture: PictureOf, priority: PictureRequest['priority']) => {
    const [mineFlying, key] = [flying, keyOf(picture)]
    const coming = ask(mine, picture, priority).finally(() => mineFlying.delete(key))
    mineFlying.set(key, coming)
    return coming
  }
  const isHeld = (): boolean => {
    const why = trouble()
    if (why?.facts.retryAt !== undefined) rest(why.facts.retryAt)
    return why !== null || clock.now() < restUntil
  }
  const pump = (): void => {
    while (account != null && ofRows < atOnce && !isHeld()) {
      const next = wanted.find((picture) => {
        const key = keyOf(picture)
        return !files.has(picture) && !flying.has(key) && !isRefused(key)
      })
      if (!next) return
      ofRows++
      void load(account, next, 'picture').finally(() => {
        ofRows--
        pump()
      })
    }
  }
  const wake = (): void => {
    restUntil = 0
    pump()
  }
  const kept = async (picture: PictureOf): Promise<Picture | null> => {
    const bytes = await files.read(picture)
    const type = bytes && imageType(bytes)
    return type ? { type, bytes } : null
  }
  return {
    show(next) {
      if (next === account) return wake()
      account = next
      wanted = []
      flying = new Map()
      refused.clear()
      restUntil = 0
      files.open(next)
    },
    async get(mine, picture) {
      await files.ready()
      if (account !== mine) return null
      const key = keyOf(picture)
      // A row may have asked for it, and be told to wait.
      const found = (await kept(picture)) ?? (await flying.get(key)) ?? null
      if (account !== mine) return null
      return found || isRefused(key) || trouble() ? found : load(mine, picture, 'background')
    },
    async look(mine, pictures) {
      if (account !== mine) return []
      wanted = []
      await files.ready()
      if (account !== mine) return []
      wanted = pictures
      pump()
      return pictures.filter((picture) => files.has(picture))
    },
    wake,
    onNews: (listener) => void listeners.push(listener),
  }
}

const keyOf = ({ id, file }: PictureOf): string => `${id} ${file}`
