import type { Facets, LookupRow, Lookups, Sides } from '#shared/ipc/models'
import { rowUserFields, sections, type Lookup } from '#shared/records/index'
import { conditionsOf, without, withTerm, written } from '#shared/search/edit'
import { wantedText } from '#shared/search/fold'
import { memberFields, type Place } from '#shared/search/parse'
import { subjectOf } from '#shared/search/subject'
import type { Term } from '#shared/search/terms'
import { fieldLabel } from '../../../records/format'
import { meantIn, termWords } from './words'

/** One thing that people can be filtered by, with a yes and a no. */
export interface Option {
  /** What it is about, as `subjectOf` says. */
  readonly subject: string
  readonly name: string
  /** What tells options of one name apart. */
  readonly detail: string
  readonly term: Term
}
/** Which side of an option the search asks for. */
export type Side = 'on' | 'off'

export const categoryIds = ['access', 'activity', 'roles', 'locations', 'notifications'] as const
export type CategoryId = (typeof categoryIds)[number]
export interface Category {
  readonly id: CategoryId
  readonly options: readonly Option[]
}

const day = 86_400_000
const lastAccess = { kind: 'age', field: 'LastAccess', not: false } as const
const within = (days: number): Term => ({ ...lastAccess, over: false, ms: days * day })
const longerThan = (days: number): Term => ({ ...lastAccess, over: true, ms: days * day })

/** What the field table does not say: when people were last there, and what is drafted for them. */
const activity: readonly Term[] = [
  { kind: 'draft', not: false },
  { kind: 'never', field: 'LastAccess', not: false },
  within(7),
  within(30),
  longerThan(30),
  longerThan(90),
  longerThan(365),
]
/** Those of them that main has to be asked to count. */
export const countedConditions: readonly string[] = activity.map(written)

/** All that people can be filtered by, in the order of the editor's sections. */
export function categoriesOf(lookups: Lookups): Category[] {
  const options = new Map<CategoryId, Option[]>(categoryIds.map((id) => [id, []]))
  for (const term of activity) options.get('activity')?.push(optionOf(term, lookups))
  for (const { name, type, section } of bySection())
    if (type === 'boolean')
      options
        .get(categoryOf(section))
        ?.push(optionOf({ kind: 'switch', fields: [name], not: false }, lookups))
  for (const { lookup } of memberFields)
    if (lookup)
      for (const row of inOrder(lookups[lookup]))
        options.get(lookup as CategoryId)?.push(memberOption(lookup, row, lookups))
  return [...options].map(([id, options]) => ({ id, options }))
}

const bySection = () =>
  [...rowUserFields].sort((a, b) => sections.indexOf(a.section) - sections.indexOf(b.section))
const categoryOf = (section: string): CategoryId =>
  section === 'notifications' ? 'notifications' : section === 'record' ? 'activity' : 'access'
const inOrder = (rows: readonly LookupRow[]): LookupRow[] =>
  [...rows].sort((a, b) => a.name.localeCompare(b.name) || a.detail.localeCompare(b.detail))

function optionOf(term: Term, lookups: Lookups): Option {
  const [field] = term.kind === 'switch' ? term.fields : []
  const name = field === undefined ? termWords(term, lookups) : fieldLabel(field)
  return { subject: subjectIn(term, lookups) ?? '', name, detail: '', term }
}

/** Asked for by its name, as people would type it, where the name means this row alone; else by its number. */
function memberOption(lookup: Lookup, { id, name, detail }: LookupRow, lookups: Lookups): Option {
  const numbered = { kind: 'member', lookup, name: `#${id}`, id, not: false } as const
  const named: Term = { ...numbered, name: wantedText(name) === '' ? `#${id}` : name.trim(), id: null }
  const typed = withTerm('', named)
  const [place, ...more] = conditionsOf(typed)
  const subject = subjectIn(numbered, lookups) ?? ''
  const means =
    place && more.length === 0 && place.to === typed.length && subjectIn(place.term, lookups) === subject
  return { subject, name, detail, term: means ? named : numbered }
}

const subjectIn = (term: Term, lookups: Lookups): string | null => subjectOf(term, meantIn(lookups))

/** What the search asks for: by what it is about, which side of it. */
export function chosenIn(text: string, lookups: Lookups): Map<string, Side> {
  const chosen = new Map<string, Side>()
  for (const { term } of conditionsOf(text)) {
    const subject = subjectIn(term, lookups)
    if (subject !== null) chosen.set(subject, term.not ? 'off' : 'on')
  }
  return chosen
}

/** The search after a press on one side of an option: that side alone, or neither if it was chosen already. */
export function pressed(text: string, { subject, term }: Option, side: Side, lookups: Lookups): string {
  let rest = text
  let was: Side | null = null
  const isAbout = (place: Place): boolean => subjectIn(place.term, lookups) === subject
  for (let place = conditionsOf(rest).find(isAbout); place; place = conditionsOf(rest).find(isAbout)) {
    was = place.term.not ? 'off' : 'on'
    rest = without(rest, place)
  }
  return was === side ? rest : withTerm(rest, { ...term, not: side === 'off' })
}

/** How many each side of an option would find, by what it is about. */
export function sidesOf(facets: Facets): Map<string, Sides> {
  const sides = new Map<string, Sides>()
  const keep = (term: Term, of: Sides): void => {
    const subject = subjectOf(term, ({ id }) => (id === null ? [] : [id]))
    if (subject !== null) sides.set(subject, of)
  }
  for (const [lookup, rows] of Object.entries(facets.members) as [Lookup, Facets['members'][Lookup]][])
    for (const row of rows ?? []) keep({ kind: 'member', lookup, name: '', id: row.id, not: false }, row)
  for (const each of facets.switches) keep({ kind: 'switch', fields: [each.field], not: false }, each)
  for (const [index, term] of activity.entries()) {
    const of = facets.conditions[index]
    if (of) keep(term, of)
  }
  return sides
}
