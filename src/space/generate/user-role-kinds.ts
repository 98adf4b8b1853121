import { actions } from './permissions'

/** A user role of the demo network: a named set of permissions, kept under one location (nexudus-api.md §3.2). */
export interface UserRoleKind {
  readonly name: string
  /** Number of the location; counted around when there are fewer. */
  readonly location: number
  readonly permissions: readonly string[]
}

/** The permissions of one entity: `all('User', 'List', 'Read')` gives `User-List` and `User-Read`. */
const all = (entity: string, ...wanted: readonly string[]): string[] =>
  wanted.map((action) => `${entity}-${action}`)
const everything = actions

const pickers = [
  ...all('Business', 'List', 'Read'),
  ...all('UserRole', 'List', 'Read'),
  ...all('Role', 'List', 'Read'),
  ...all('Language', 'List'),
  ...all('ChatRoom', 'List'),
  ...all('Application', 'List'),
  ...all('Country', 'List'),
]

/** Role that may only look users up, without the names of anything linked. */
export const directoryReader = 'Directory reader'
/** Role that may edit users without being a full administrator. */
export const userAdministrator = 'User administrator'

export const userRoleKinds: readonly UserRoleKind[] = [
  {
    name: userAdministrator,
    location: 0,
    permissions: [...all('User', ...everything), ...pickers, ...all('AuditTrailEntry', 'List', 'Read')],
  },
  { name: directoryReader, location: 0, permissions: all('User', 'List', 'Read') },
  {
    name: 'Front desk',
    location: 0,
    permissions: [...all('User', 'List', 'Read'), ...pickers, ...all('Coworker', 'List', 'Read', 'Edit')],
  },
  {
    name: 'Front desk',
    location: 1,
    permissions: [...all('User', 'List', 'Read'), ...pickers, ...all('Coworker', 'List', 'Read')],
  },
  {
    name: 'Community manager',
    location: 0,
    permissions: [...all('User', 'List', 'Read', 'Edit'), ...pickers, ...all('Coworker', ...everything)],
  },
  {
    name: 'Community manager',
    location: 2,
    permissions: [...all('User', 'List', 'Read', 'Edit'), ...pickers, ...all('Coworker', ...everything)],
  },
  { name: 'Finance', location: 0, permissions: all('CoworkerInvoice', ...everything) },
  { name: 'Finance, read only', location: 1, permissions: all('CoworkerInvoice', 'List', 'Read') },
  { name: 'Events', location: 3, permissions: all('CalendarEvent', ...everything) },
  { name: 'Meeting rooms', location: 2, permissions: all('Booking', ...everything) },
  { name: 'Help desk', location: 4, permissions: [...all('HelpDeskMessage', ...everything), 'User-List'] },
  { name: 'Marketing & «Presse»', location: 3, permissions: all('BlogPost', ...everything) },
  { name: 'Door tablets', location: 5, permissions: all('Visitor', 'List', 'Create') },
  {
    name: 'Auditor',
    location: 0,
    permissions: [...all('User', 'List', 'Read'), ...pickers, ...all('AuditTrailEntry', 'List', 'Read')],
  },
]
