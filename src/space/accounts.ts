import { directoryReader, userAdministrator } from './generate/user-role-kinds'

/** Every person of the demo space has this password: nothing in it is real. */
export const demoPassword = 'Northlight-2026!'

/** The one-time code that people with two-factor authentication type, unless an option says otherwise. */
export const demoCode = '246810'

/** What sets a demo account apart from an ordinary person of the network. */
interface AccountKind {
  readonly name: string
  readonly email: string
  readonly admin?: true
  readonly twoFactor?: true
  readonly mustReset?: true
  /** Name of the one user role held. */
  readonly role?: string
  /** At how many locations the person is a customer, from the first on; nowhere unless given. */
  readonly profiles?: number
}

/** The accounts that are the same in every network; they are its first users, in this order. */
export const accountKinds = {
  /** Full administrator: the one people sign in with. A customer of two locations, too. */
  admin: { name: 'Ada Northlight', email: 'ada@northlight.example', admin: true, profiles: 2 },
  /** A second full administrator, in whose name `edit` writes. */
  colleague: { name: 'Grace Okonkwo', email: 'grace@northlight.example', admin: true, profiles: 3 },
  /** Full administrator with two-factor authentication, and a customer of one location. */
  twoFactor: {
    ...{ name: 'Tove Lindqvist', email: 'tove@northlight.example' },
    ...{ admin: true, twoFactor: true, profiles: 1 },
  },
  /** A customer of one location, who may sign in to the admin API and nothing else there. */
  noAccess: { name: 'Niko Vassiliou', email: 'niko@northlight.example', profiles: 1 },
  /** Must choose a new password before signing in. */
  mustReset: { name: 'Remi Fournier', email: 'remi@northlight.example', admin: true, mustReset: true },
  /** May list and read users, and nothing else. No customer: the portal refuses. */
  reader: { name: 'Lena Brandão', email: 'lena@northlight.example', role: directoryReader },
  /** No full administrator, but edits users through a role. */
  editor: { name: 'Emeka Adeyemi', email: 'emeka@northlight.example', role: userAdministrator },
} as const satisfies Record<string, AccountKind>

export type AccountName = keyof typeof accountKinds

export const accountList: readonly AccountKind[] = Object.values(accountKinds)

/** What a test or a person needs to sign in. */
export interface Account {
  readonly id: number
  readonly email: string
  readonly password: string
  /** The code to send as `totp`, for an account with two-factor authentication. */
  readonly totp?: string
}
