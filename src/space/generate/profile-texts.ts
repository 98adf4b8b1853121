import type { ProfileFieldName } from '#shared/records/profile-fields'
import type { CoworkerMaker, CoworkerSubject } from './coworker'

/** Draws one of a list; null or an empty text now and then, where a field may be so. */
function oneOf(
  name: string,
  values: readonly string[],
  { none = 0, empty = 0 }: { readonly none?: number; readonly empty?: number } = {},
): CoworkerMaker {
  return ({ dice }) => {
    const draw = dice.fraction(`${name}?`)
    return draw < none ? null : draw < none + empty ? '' : dice.pick(values, name)
  }
}

const companies = [
  'Fern & Ash Studio',
  '<i>Studio</i> Nine <script>alert(1)</script>',
  '=HYPERLINK("https://example.com","Formula Ltd")',
  'Αφοί Παπαδάκη ΟΕ',
  'شركة النجار للتصميم',
  '株式会社 高橋',
  'Кав’ярня «Бойко»',
  'The Extraordinarily Long Named Cooperative of Independent Bookbinders, Letterpress Printers and Paper Makers of Leith',
  '☕️ Kiosk',
]

const positions = [
  'Product designer',
  'Bookkeeper',
  'Übersetzerin',
  'مهندسة معمارية',
  '建築家',
  '-1+1 Analyst',
]
const paragraph =
  'Works on **quiet things**: type, paper and rooms. Likes _slow_ trains, [maps](https://example.com) and lists:\n\n' +
  '- signage\n- `way finding`\n- books that open flat\n\n> Nothing here is real.\n\n'
const summaries = [
  '# Hello\n\nI write about cities. <b>Bold</b> & "quoted".',
  '## עברית\n\nמעצבת. גרה ב־**Leith** ועובדת עם 3 סטודיואים.',
  'Ich übersetze.\n\n1. Deutsch\n2. Polski\n3. Ελληνικά',
  '<img src=x onerror="alert(1)"> & <a href="javascript:alert(1)">press</a>',
  paragraph.repeat(40),
  '👩🏽‍🚀 → 🌿',
]
const tags = ['design,print', 'mapas, cartografia , GIS', '翻訳,通訳', 'one', 'a,,b, ,c', '#1,=2,<3>']
const towns = ['Leith', 'Cork', 'Gent', 'Málaga', 'Łódź', 'Reykjavík', 'القاهرة', '京都']
const streets = [
  '14 Canal Street',
  'Rúa do Vilar 7, 3º',
  'ul. Piotrkowska 100/2',
  'c/o Kiosk\nBack door',
  '東山区 1-2-3',
]

const name = ({ people, index }: CoworkerSubject): string => people.name(index).shown
const two = (number: number): string => String(number).padStart(2, '0')

/** What makes the profile of a customer lifelike; every text that may be missing or empty is so for somebody. */
export const profileMakers: Readonly<Record<string, CoworkerMaker>> = {
  FullName: (subject) => (subject.slot === 0 ? name(subject) : `${name(subject)} (${subject.slot + 1})`),
  NickName: oneOf('nick', ['Zo', 'Kit', 'د', 'Mx. Fox', '  '], { none: 0.5, empty: 0.1 }),
  // The number of eGender: what reading gives although an update takes text (nexudus-api.md §5.3).
  Gender: ({ dice }) => [1, 1, 2, 3, 4, 5, 0][dice.below(7, 'gender')],
  // A date-time where the update takes a day.
  DateOfBirth: ({ dice }) =>
    dice.chance(0.4, 'born?')
      ? null
      : `${1950 + dice.below(56, 'year')}-${two(1 + dice.below(12, 'month'))}-${two(1 + dice.below(28, 'day'))}T00:00:00Z`,
  // Numbers that are kept free for fiction.
  MobilePhone: ({ dice }) =>
    dice.chance(0.3, 'mobile?') ? null : `+44 7700 900${100 + dice.below(900, 'mobile')}`,
  LandLine: ({ dice }) => (dice.chance(0.7, 'line?') ? null : `(0131) 496 0${100 + dice.below(900, 'line')}`),
  Address: oneOf('street', streets, { empty: 0.2 }),
  PostCode: oneOf('code', ['EH6 6QQ', 'T12 X4YZ', '9000', '29001', '〒605-0074'], { empty: 0.2 }),
  CityName: oneOf('town', towns, { empty: 0.1 }),
  State: oneOf('state', ['Lothian', 'Andalucía', 'Łódzkie', '京都府'], { empty: 0.5 }),
  CountryId: ({ location }) => location.CountryId,
  BillingName: oneOf('payer', companies, { empty: 0.4 }),
  BillingEmail: ({ people, index, dice }) => (dice.chance(0.3, 'bill-to') ? '' : people.email(index)),
  BillingAddress: oneOf('bill-street', streets, { none: 0.4, empty: 0.1 }),
  BillingPostCode: oneOf('bill-code', ['EH6 6QQ', '90-001'], { none: 0.4, empty: 0.1 }),
  BillingCityName: oneOf('bill-town', towns, { none: 0.4, empty: 0.1 }),
  BillingState: oneOf('bill-state', ['Lothian'], { none: 0.7, empty: 0.1 }),
  BillingCountryId: ({ location }) => location.CountryId,
  TaxIDNumber: oneOf('tax', ['GB999 9999 73', 'ESX1234567X', '=1+1'], { empty: 0.6 }),
  Position: oneOf('position', positions, { none: 0.3, empty: 0.1 }),
  CompanyName: oneOf('company', companies, { empty: 0.3 }),
  BusinessArea: oneOf('area', ['Design', 'Übersetzung', 'النشر', 'R&D'], { none: 0.3, empty: 0.1 }),
  ProfileSummary: oneOf('summary', summaries, { none: 0.4, empty: 0.1 }),
  ProfileWebsite: oneOf('site', ['https://studio.example.com/?a=1&b=<2>', 'www.example.org'], { none: 0.5 }),
  ProfileTags: oneOf('tags', tags, { empty: 0.4 }),
  Twitter: oneOf('twitter', ['@northlight_example', 'https://social.example/@a'], { none: 0.7 }),
  Linkedin: oneOf('linkedin', ['https://www.linkedin.example/in/fern'], { none: 0.6 }),
  Github: oneOf('github', ['fern-example', 'https://code.example/fern'], { none: 0.7 }),
  Instagram: oneOf('instagram', ['@fern.example'], { none: 0.7 }),
  Facebook: oneOf('facebook', ['https://book.example/fern'], { none: 0.8 }),
  Skype: oneOf('skype', ['live:fern.example'], { none: 0.9 }),
  Telegram: oneOf('telegram', ['@fern_example'], { none: 0.8 }),
} satisfies Partial<Record<ProfileFieldName, CoworkerMaker>>
