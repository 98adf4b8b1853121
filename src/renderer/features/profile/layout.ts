import { profileFields, type Field, type ProfileSection } from '#shared/records/index'
import { t } from '../../i18n'
import type { NavSection } from '../editor/layout'

/** The sections of one's own profile, and which of the table's groups each shows. */
export const profileForm = {
  personal: ['personal'],
  billing: ['billing'],
  professional: ['professional', 'social'],
  notifications: ['notifications'],
  password: ['credentials'],
} as const satisfies Readonly<Record<string, readonly ProfileSection[]>>
export type ProfileFormSection = keyof typeof profileForm

export const profileFormSections = Object.keys(profileForm) as readonly ProfileFormSection[]

const table: readonly Field<ProfileSection>[] = profileFields

/** The fields of one of the table's groups, in its order. */
export function profileGroup(group: ProfileSection): readonly Field[] {
  return table.filter(({ section }) => section === group)
}

/** The sections with what is shown in them. */
export function profileNav(): readonly NavSection[] {
  return profileFormSections.map((id) => ({
    id,
    name: t(`profile.sections.${id}`),
    fields: profileForm[id].flatMap((group) => profileGroup(group).map(({ name }) => name)),
  }))
}
