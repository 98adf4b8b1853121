/** The five permissions of every entity (nexudus-api.md §3.2). */
export const actions = ['List', 'Read', 'Create', 'Edit', 'Delete'] as const

/** Entities with permissions: those of the documentation's own examples, and enough others for a catalogue of its size. */
const entities = (
  'User UserRole Role Business Language Country Application ChatRoom AuditTrailEntry RefreshToken Coworker ' +
  'CoworkerInvoice CoworkerContract CoworkerExtraService CoworkerProduct CoworkerTimePass CoworkerPayment CoworkerNote ' +
  'CoworkerTask CoworkerMessage CoworkerDelivery CoworkerFile CoworkerLedgerEntry CoworkerDiscountCode Team Booking ' +
  'BookingVisitor BookingProduct Resource ResourceType ResourceTimeSlot ResourceAccessRule CalendarEvent ' +
  'CalendarEventCategory EventAttendee EventProduct BlogPost BlogCategory BlogComment HelpDeskMessage HelpDeskComment ' +
  'HelpDeskDepartment Visitor Tariff ExtraService Product Charge FinancialAccount TaxRate Currency CrmBoard CrmOpportunity ' +
  'Proposal Checkin Sensor Webhook BusinessSetting Form CommunityThread CommunityMessage CommunityGroup Newsletter ' +
  'FloorPlan FloorPlanDesk Course Survey'
).split(' ')

/** Names of all permissions, such as `User-Edit`. */
export const permissionNames: readonly string[] = entities.flatMap((entity) =>
  actions.map((action) => `${entity}-${action}`),
)
