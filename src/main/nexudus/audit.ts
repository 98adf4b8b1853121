import * as v from 'valibot'
import { AuditRow } from '#shared/api/audit'
import { Page } from '#shared/api/envelopes'
import type { AuditNote } from '#shared/ipc/models'
import { parse } from './answers'
import type { Api } from './http'

/** Who changed what, as the server remembers it for six months (nexudus-api.md §3.7). */
export interface Audit {
  /**
   * Who gave a field of a user its value, newest first.
   * @throws UsherError, `no-permission` where this account may not read the trail
   */
  who(id: number, property: string): Promise<readonly AuditNote[]>
}

const mostNotes = 3

export function createAudit(api: Api): Audit {
  return {
    async who(id, property) {
      const query = new URLSearchParams({
        AuditTrailEntry_EntityShortName: 'User',
        AuditTrailEntry_EntityId: String(id),
        AuditTrailEntry_PropertyName: property,
        page: '1',
        size: '100',
        orderBy: 'Id',
        dir: '1',
      })
      const path = `/api/sys/audittrailentries?${query.toString()}`
      const { Records } = parse(Page, await api.request({ path, priority: 'interactive' }))
      return (
        Records.map((record) => v.parse(AuditRow, record))
          // Filters by text are said to match more than was asked for (§9.10).
          .filter((row) => row.PropertyName === property && row.EntityId === id)
          .sort((a, b) => b.Id - a.Id)
          .slice(0, mostNotes)
          .map(({ ActionBy, CreatedOn }) => ({ by: ActionBy ?? '', at: moment(CreatedOn) }))
      )
    },
  }
}

/** A date of the server as a moment, ms since 1970; without a zone it is UTC. @returns null when it is none */
export function moment(text: string | null | undefined): number | null {
  if (!text) return null
  const time = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`)
  return Number.isNaN(time) ? null : time
}
