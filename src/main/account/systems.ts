import { UsherError } from '#shared/ipc/errors'
import { portalMark } from './accounts'
import type { SpaceAddress } from './address'
import { askCustomer, askWho, type AskWho } from './who'

/** One of the two systems that a person signs in to, each by itself (nexudus-api.md §1.8). */
export interface System {
  /** Before the key of its accounts, so that one person at one host is two accounts. */
  readonly mark: string
  /** Where it answers. @throws UsherError `address-location` when the address does not tell */
  readonly at: (space: SpaceAddress) => SpaceAddress
  readonly who: AskWho
  /** An account's key before it was made of the person's number, for those kept by an earlier Usher. */
  readonly formerKey: (api: string, email: string) => string
}

export const adminSystem: System = {
  mark: '',
  at: (space) => space,
  who: askWho,
  formerKey: (api, email) => `${api} ${email.toLowerCase()}`,
}

/** A location's portal, where a person is a customer. */
export const portalSystem: System = {
  mark: portalMark,
  at({ portal }) {
    if (portal === null) throw new UsherError('address-location')
    return { api: portal, portal }
  },
  who: askCustomer,
  formerKey: () => '',
}
