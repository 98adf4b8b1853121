import type { Dice } from './random'

/** A made-up person's name as shown, and in the letters of an e-mail address. */
export interface Name {
  readonly shown: string
  readonly slug: string
}

/** Given and family names of one way of writing. `native|latin` where the letters need another spelling for e-mail. */
interface Pool {
  readonly weight: number
  readonly given: readonly string[]
  readonly family: readonly string[]
  readonly join: (given: string, family: string) => string
}

const givenFirst = (given: string, family: string): string => `${given} ${family}`
const familyFirst = (given: string, family: string): string => `${family} ${given}`
const words = (text: string): readonly string[] => text.split(' ')

const pools: readonly Pool[] = [
  {
    weight: 68,
    given: words(
      'Mara Tobias Imogen Aurélie Søren Łucja Zoë Ngozi Björn Chloé Íñigo Åsa Dmitar Siân Oisín Freya Matteo Beatriz ' +
        'Jürgen Noémie Kwame Leilani Rhys Ana Ciarán Ayşe Đorđe Eszter Thảo Mirela Ramón Ingrid Otis Priya Malik Selin ' +
        'Tomás Yara Emeka Jolanta Henrik Fatou Callum Nadia Viktor Amara Joost Elif Bruno Saoirse',
    ),
    family: words(
      'Okafor Lindqvist Marchetti Dvořák Núñez O’Hara Fournier Kowalczyk Brandão Østergaard Haddad Penrose Şahin ' +
        'Vandenberg Achterberg Ferrante Mbeki Lefèvre Castellanos Þórsdóttir Nagy Quigley Weiß Adeyemi Sørensen Trần ' +
        'Iwu Bellamy Ruiz-Ferreira Novotná Grönholm Abernathy Delacroix Ionescu Müller Tanaka Rossi Achebe Whitlock ' +
        'Jóhannsson Moreau Petrović Silva Hakimi Kurt Bergström Duarte Moss Varga Laurent',
    ),
    join: givenFirst,
  },
  {
    weight: 5,
    given: words('Ελένη|eleni Νίκος|nikos Αλεξάνδρα|alexandra Θανάσης|thanasis Ιωάννα|ioanna Πέτρος|petros'),
    family: words('Παπαδάκη|papadaki Γεωργίου|georgiou Βλάχου|vlachou Οικονόμου|oikonomou Ξένου|xenou'),
    join: givenFirst,
  },
  {
    weight: 6,
    given: words('Олена|olena Тарас|taras Ірина|iryna Богдан|bohdan Марія|mariia Єва|yeva Юрій|yurii'),
    family: words('Шевченко|shevchenko Коваленко|kovalenko Бойко|boiko Ткаченко|tkachenko Лисенко|lysenko'),
    join: givenFirst,
  },
  {
    weight: 5,
    given: words('ليلى|layla يوسف|yusuf مريم|maryam كريم|karim هدى|huda سامي|sami'),
    family: words('الحداد|alhaddad منصور|mansour القاسم|alqasim صباغ|sabbagh النجار|alnajjar'),
    join: givenFirst,
  },
  {
    weight: 3,
    given: words('נועה|noa איתן|eitan תמר|tamar אורי|uri שירה|shira'),
    family: words('לוי|levi מזרחי|mizrahi אלמוג|almog כרמי|karmi'),
    join: givenFirst,
  },
  {
    weight: 5,
    given: words('美咲|misaki 健太|kenta 陽菜|hina 蓮|ren 葵|aoi 直樹|naoki'),
    family: words('佐藤|sato 高橋|takahashi 小林|kobayashi 山本|yamamoto 渡辺|watanabe'),
    join: familyFirst,
  },
  {
    weight: 4,
    given: words('伟|wei 芳|fang 子涵|zihan 明|ming 晓雯|xiaowen'),
    family: words('王|wang 陈|chen 欧阳|ouyang 林|lin 黄|huang'),
    join: (given, family) => family + given,
  },
  {
    weight: 4,
    given: words('서연|seoyeon 민준|minjun 지우|jiwoo 하은|haeun 도윤|doyun'),
    family: words('김|kim 박|park 최|choi 남궁|namgung 윤|yoon'),
    join: (given, family) => family + given,
  },
]
const weights = pools.reduce((sum, pool) => sum + pool.weight, 0)

/**
 * Names that programs stumble over: very long, emoji, right to left beside left to right, combining marks, text that
 * looks like HTML or a spreadsheet formula. Every network large enough has each of them once among its staff.
 */
export const peculiarNames: readonly Name[] = [
  { shown: '<b>Bold</b> & "Quoted" O’Neil', slug: 'bold.quoted' },
  { shown: '=SUM(A1:A9) Formula', slug: 'sum.formula' },
  { shown: 'Robin 🌿 Ashgrove', slug: 'robin.ashgrove' },
  {
    shown:
      'Maria Anunciação Conceição de Jesus Vasconcelos e Albuquerque Cavalcanti da Silva Guimarães Montenegro-Bragança',
    slug: 'maria.anunciacao',
  },
  { shown: 'محمد Novák-الراوي', slug: 'mohammad.novak' },
  { shown: 'Zoe\u0308 Combining', slug: 'zoe.combining' },
  { shown: 'İpek Işıl', slug: 'ipek.isil' },
  { shown: "Line O'Brien\u00a0Jr.", slug: 'line.obrien' },
  { shown: '👩🏽‍🚀 Starling', slug: 'starling' },
  { shown: 'D', slug: 'd' },
  { shown: '山田 太郎 (Taro)', slug: 'taro.yamada' },
  { shown: 'null', slug: 'null' },
  { shown: '-2+3 Minus', slug: 'minus' },
  { shown: 'Ōtautahi Whakaruruhau-Te Rangihīroa', slug: 'otautahi' },
]

/** A made-up name for one person. */
export function drawName(dice: Dice): Name {
  let ticket = dice.below(weights, 'script')
  const pool = pools.find((candidate) => (ticket -= candidate.weight) < 0) ?? pools[0]
  if (!pool) throw new Error('no names')
  const [given, givenSlug] = split(dice.pick(pool.given, 'given'))
  const [family, familySlug] = split(dice.pick(pool.family, 'family'))
  return { shown: pool.join(given, family), slug: `${givenSlug}.${familySlug}` }
}

function split(entry: string): [shown: string, slug: string] {
  const [native = '', latin] = entry.split('|')
  return [native, latin ?? plain(native)]
}

const letters: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ß: 'ss',
  þ: 'th',
  ı: 'i',
  æ: 'ae',
}

/** A name in the letters that every mail server takes. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[øłđßþıæ]/g, (letter) => letters[letter] ?? '')
    .replace(/[^a-z-]/g, '')
}
