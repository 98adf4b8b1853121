/** Letters that Unicode does not take apart into a base and a mark. */
const letters: Readonly<Record<string, string>> = {
  ...{
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ł: 'l',
    ħ: 'h',
    ı: 'i',
    ĸ: 'k',
    ŋ: 'n',
    ŧ: 't',
  },
}

const plain = /^[ -~\s]*$/

/** Text as search compares it: without case, accents and width; ‘Łukasz Müßig’ and ‘lukasz mussig’ are the same. */
export function fold(text: string): string {
  // Most names and every address: nothing in them has a mark or a width.
  if (plain.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðþłħıĸŋŧ]/g, (letter) => letters[letter] ?? letter)
}

/** The words of a query, folded. Each must be found, in any order. */
export function words(query: string): string[] {
  return fold(query).split(/\s+/).filter(Boolean)
}

/** A text as it is looked for: folded, and with single spaces. */
export function wantedText(text: string): string {
  return fold(text).replace(/\s+/g, ' ').trim()
}
