import { accountList } from '../accounts'
import { drawName, peculiarNames, type Name } from './names'
import { Dice } from './random'

/** Administrators are unrestricted, staff hold user roles, customers hold neither (nexudus-api.md §2.1). */
export type PersonKind = 'admin' | 'staff' | 'customer'

const firstId = 142_806_113
const idStep = 7
const mailDomains = ['example.com', 'example.org', 'example.net', 'mail.example', 'studio.example'] as const

/** The people of a network, numbered from 0 in the order of their ids: accounts, administrators, staff, customers. */
export class People {
  /** The distance from one id to the next. */
  readonly idStep = idStep
  readonly #admins: number
  readonly #staff: number
  #staffEmails: readonly string[] | undefined

  constructor(
    readonly seed: number,
    readonly count: number,
  ) {
    const others = count - accountList.length
    this.#admins = accountList.length + Math.min(36, Math.ceil(others / 6))
    this.#staff = this.#admins + Math.min(64, Math.ceil(others / 5))
  }

  /** How many of the first people may be more than customers. */
  get staffCount(): number {
    return Math.min(this.#staff, this.count)
  }

  id(index: number): number {
    return firstId + index * idStep
  }

  /** The number of the person with an id, or undefined when there is none. */
  indexOf(id: number): number | undefined {
    const index = (id - firstId) / idStep
    return Number.isInteger(index) && index >= 0 && index < this.count ? index : undefined
  }

  kind(index: number): PersonKind {
    const account = accountList[index]
    if (account) return account.admin ? 'admin' : account.role ? 'staff' : 'customer'
    return index < this.#admins ? 'admin' : index < this.#staff ? 'staff' : 'customer'
  }

  name(index: number): Name {
    const account = accountList[index]
    if (account) return { shown: account.name, slug: '' }
    return peculiarAt(index) ?? drawName(new Dice(this.seed, index))
  }

  email(index: number): string {
    const account = accountList[index]
    if (account) return account.email
    if (index < this.staffCount) {
      this.#staffEmails ??= this.#makeStaffEmails()
      return this.#staffEmails[index] ?? ''
    }
    const domain = new Dice(this.seed, index).pick(mailDomains, 'mail-domain')
    return `${this.name(index).slug}.${index}@${domain}`
  }

  /** The person generated with an e-mail address in lower case. That of a customer tells the number itself. */
  indexOfEmail(email: string): number | undefined {
    this.#staffEmails ??= this.#makeStaffEmails()
    const staff = this.#staffEmails.indexOf(email)
    if (staff >= 0) return staff
    const index = Number(/\.(\d+)@/.exec(email)?.[1] ?? Number.NaN)
    return index < this.count && this.email(index) === email ? index : undefined
  }

  /** Staff have addresses of the house; a namesake gets a number. */
  #makeStaffEmails(): string[] {
    const taken = new Set<string>()
    return Array.from({ length: this.staffCount }, (_, index) => {
      const account = accountList[index]
      if (account) return account.email
      const { slug } = this.name(index)
      const local = taken.has(slug) ? `${slug}.${index}` : slug
      taken.add(local)
      return `${local}@northlight.example`
    })
  }
}

/** Every third person after the accounts has a peculiar name, until each has been given once. */
function peculiarAt(index: number): Name | undefined {
  const place = index - accountList.length - 2
  return place >= 0 && place % 3 === 0 ? peculiarNames[place / 3] : undefined
}
