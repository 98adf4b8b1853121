import { sections, userFields, type Field, type Section } from '#shared/records/index'
import { t } from '../../i18n'

/** The form is laid out by the field table alone: by section, in the table's order. */
const table: readonly Field<Section>[] = userFields

/** What a section holds, apart by what may be done with it. */
export interface SectionFields {
  readonly edit: readonly Field[]
  readonly command: readonly Field[]
  readonly writeOnly: readonly Field[]
  readonly read: readonly Field[]
  readonly sealed: readonly Field[]
}

export function fieldsOf(section: Section): SectionFields {
  const all = table.filter((field) => field.section === section)
  const of = (use: Field['use']): readonly Field[] => all.filter((field) => field.use === use)
  return {
    edit: of('edit'),
    command: of('command'),
    writeOnly: of('write-only'),
    read: of('read'),
    sealed: of('sealed'),
  }
}

/** Names of the other forms of a list; they stand where the list stands. */
export function formsOf(field: Field): string | undefined {
  const forms = table.filter((other) => other.of === field.name).map((other) => other.name)
  return forms.length > 0 ? forms.join(' ') : undefined
}

/** A section of a form, as the way to it is shown. */
export interface NavSection {
  readonly id: string
  readonly name: string
  /** Names of what is shown in it. */
  readonly fields: readonly string[]
}

/** The sections of the user's form. */
export function userSections(): readonly NavSection[] {
  return sections.map((id) => ({
    id,
    name: t(`editor.short.${id}`),
    fields: table.filter(({ section }) => section === id).map(({ name }) => name),
  }))
}
