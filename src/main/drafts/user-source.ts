import { userField } from '#shared/records/user-fields'
import type { Directory } from '../directory/directory'
import type { FreshUser, Users } from '../nexudus/users'
import type { Fresh, RecordSource } from './source'

type FreshUserRecord = Fresh & { readonly user: FreshUser }

/** Users, as the engine knows records. */
export function createUserSource(users: Users, directory: Directory): RecordSource<FreshUserRecord> {
  return {
    fields: userField,
    async read(id) {
      const user = await users.read(id, 'sync')
      return { user, values: user.visible, missing: user.missing }
    },
    write: (fresh, values) => users.write(fresh.user, values),
    renew: (id, fresh) => directory.renewStatements(id, fresh.user),
    renewed: (id, fresh) => directory.renewed(id, fresh.user),
  }
}
