import { fold, words } from '#shared/search/fold'
import type { ChangeWords } from '../../records/format'
import type { Group, Stage } from './group'
import type { Line } from './line'

/** What of the review is looked at. A person is shown with all their changes or not at all: they are sent together. */
export interface Filter {
  readonly text: string
  readonly stage: Stage | 'all'
  /** Only who gets more access. */
  readonly raises: boolean
  /** Only who gets an email. */
  readonly emails: boolean
}
export const noFilter: Filter = { text: '', stage: 'all', raises: false, emails: false }

export function isFiltering({ text, stage, raises, emails }: Filter): boolean {
  return text.trim() !== '' || stage !== 'all' || raises || emails
}

export const raises = ({ lines }: Group): boolean => lines.some((line) => line.raises)
export const emails = ({ lines }: Group): number => lines.reduce((sum, line) => sum + line.emails, 0)

/** Folded once for each group, and not again at every key. */
const texts = new WeakMap<Group, string>()

function textOf(group: Group): string {
  const known = texts.get(group)
  if (known !== undefined) return known
  const made = fold([group.name, group.email, ...group.lines.flatMap(lineTexts)].join('\n'))
  texts.set(group, made)
  return made
}

function lineTexts({ label, words, conflict, moved }: Line): readonly string[] {
  return [label, ...changeTexts(words), ...(conflict ? Object.values(conflict) : []), moved ?? '']
}

function changeTexts(words: ChangeWords): readonly string[] {
  return words.kind === 'value' ? [words.from, words.to] : [...words.added, ...words.removed]
}

/** Every word has to be in the person, a field or a value. */
export function filtered(groups: readonly Group[], filter: Filter): readonly Group[] {
  if (!isFiltering(filter)) return groups
  const wanted = words(filter.text)
  return groups.filter(
    (group) =>
      (filter.stage === 'all' || group.stage === filter.stage) &&
      (!filter.raises || raises(group)) &&
      (!filter.emails || emails(group) > 0) &&
      wanted.every((word) => textOf(group).includes(word)),
  )
}
