import { Hono, type MiddlewareHandler } from 'hono'
import { Lists } from '../list/list'
import { auditRoutes } from '../routes/audit'
import { linkedRoutes } from '../routes/linked'
import { profileRoutes } from '../routes/profile'
import { publicRoutes } from '../routes/public'
import { tokenRoutes } from '../routes/token'
import { userRoutes } from '../routes/users'
import { page, serverFault } from './answers'
import type { Parts, SpaceEnv } from './env'

/** Larger than any record, small enough that nobody fills the memory. */
const largestBody = 2 * 1024 * 1024

/** The whole API: the given layers from the outermost in, then one set of routes per resource, then the portal's page. */
export function makeApp(parts: Parts, layers: readonly MiddlewareHandler<SpaceEnv>[]): Hono<SpaceEnv> {
  const lists = new Lists()
  // Not strict: a slash before the question mark works on the real service too (nexudus-api.md §11.2).
  const app = new Hono<SpaceEnv>({ strict: false })
  app.use(loopbackOnly)
  app.use(limitBody)
  for (const layer of layers) app.use(layer)
  app.route('/', tokenRoutes(parts))
  app.route('/', userRoutes(parts, lists))
  app.route('/', linkedRoutes(parts, lists))
  app.route('/', auditRoutes(parts, lists))
  app.route('/', profileRoutes(parts))
  app.route('/', publicRoutes(parts))
  app.notFound(() => page('Page not found', 404))
  app.onError((error, context) => {
    // A caller who hangs up while sending is no failure of the space.
    if (!context.env.incoming.socket.destroyed)
      parts.settings.warn(`the demo space failed: ${error.stack ?? error.message}`)
    return serverFault()
  })
  return app
}

/** Refuses by what a request says of itself: a body whose length is not told would have to be read to be measured. */
const limitBody: MiddlewareHandler<SpaceEnv> = async (context, next) => {
  const { headers } = context.env.incoming
  if (headers['transfer-encoding'] !== undefined) return page('Length required', 411)
  return Number(headers['content-length'] ?? 0) > largestBody ? page('Too large', 413) : next()
}

/** This computer's own names; nobody can register one below `localhost` (RFC 6761), so locations have theirs there. */
const loopbackNames = /^(127\.0\.0\.1|\[::1\]|([a-z0-9-]+\.)?localhost)$/

/** A page of the web that had its own name point here would send that name: DNS rebinding ends at this check. */
const loopbackOnly: MiddlewareHandler<SpaceEnv> = async (context, next) => {
  const name = (context.env.incoming.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  return loopbackNames.test(name) ? next() : page('Forbidden', 403)
}
