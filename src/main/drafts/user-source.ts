import { userField } from '#shared/records/user-fields'
import type { Directory } from '../directory/directory'
import type { FreshUser, Users } from '../nexudus/users'
import type { Fresh, RecordSource } from './source'

type FreshUserRecord = Fresh & { readonly user: FreshUser }

/** One account's users, as the engine knows records. Whoever else signs in meanwhile, nothing is asked in their name. */
export function createUserSource(
  account: number,
  users: Users,
  directory: Pick<Directory, 'renewStatements' | 'renewed'>,
): RecordSource<FreshUserRecord> {
  return {
    fields: userField,
    async read(id, why) {
      const user = await users.read(id, why === 'send' ? 'sync' : 'check', account)
      return { user, values: user.visible, missing: user.missing, stamp: user.visible.UpdatedOn }
    },
    write: (fresh, values) => users.write(fresh.user, values),
    renew: (id, fresh) => directory.renewStatements(account, id, fresh.user),
    renewed: (id, fresh) => directory.renewed(account, id, fresh.user),
  }
}
