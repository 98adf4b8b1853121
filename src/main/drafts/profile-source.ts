import { idOf } from '#shared/records/key'
import { profileField } from '#shared/records/profile-fields'
import type { FreshProfile, Profiles } from '../nexudus/profiles'
import type { OwnProfile } from '../profile/own-profile'
import type { Fresh, RecordSource } from './source'

type FreshProfileRecord = Fresh & { readonly profile: FreshProfile }

/** One portal account's own profiles, as the engine knows records. An update is partial: no field is needed for it. */
export function createProfileSource(
  account: number,
  profiles: Profiles,
  own: OwnProfile,
): RecordSource<FreshProfileRecord> {
  return {
    fields: profileField,
    async read(key, why) {
      const profile = await profiles.read(idOf(key), why === 'send' ? 'sync' : 'check', account)
      return { profile, values: profile.values, missing: [], stamp: profile.stamp }
    },
    write: (fresh, values) => profiles.update(fresh.profile, values),
    renew: (key, fresh) => own.renewStatements(account, idOf(key), fresh.profile),
    renewed: (key, fresh) => own.renewed(account, idOf(key), fresh.profile),
  }
}
