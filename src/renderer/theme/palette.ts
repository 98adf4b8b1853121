/**
 * Every colour of Usher, once. Style sheets read them as custom properties (`--accent`), Naive UI through its theme
 * overrides (`naive.ts`). Text is 4.5:1 on every ground it stands on, controls and marks 3:1; `palette.test.ts` says so.
 */
export interface Palette {
  /** Behind everything: the rail, the status bar, the sign-in screen. */
  readonly ground: string
  /** Where people read and write. */
  readonly surface: string
  /** Above the surface: popovers. */
  readonly raised: string
  /** A row under the pointer; a quiet button's ground. */
  readonly hover: string
  /** Hairlines that only separate. */
  readonly line: string
  /** Edges of controls. */
  readonly edge: string
  readonly text: string
  readonly muted: string
  /** Focus, primary action, changed values: the one accent. */
  readonly accent: string
  readonly accentHover: string
  readonly accentPressed: string
  readonly accentSoft: string
  readonly onAccent: string
  readonly good: string
  readonly goodSoft: string
  readonly warn: string
  readonly warnSoft: string
  readonly bad: string
  readonly badSoft: string
  /** Initials of people, white on it. */
  readonly avatar: string
  readonly onAvatar: string
  /** Skeletons and empty tracks. */
  readonly faint: string
}

export const light: Palette = {
  ground: '#f3f4f6',
  surface: '#ffffff',
  raised: '#ffffff',
  hover: '#f3f5f8',
  line: '#dee1e6',
  edge: '#7d838c',
  text: '#1b1f24',
  muted: '#565d66',
  accent: '#1f55c4',
  accentHover: '#1846a5',
  accentPressed: '#123a8a',
  accentSoft: '#e8effc',
  onAccent: '#ffffff',
  good: '#0b6e40',
  goodSoft: '#e5f3ec',
  warn: '#855200',
  warnSoft: '#fbf0dc',
  bad: '#b51d3e',
  badSoft: '#fbe9ed',
  avatar: '#5b6470',
  onAvatar: '#ffffff',
  faint: '#e6e9ed',
}

export const dark: Palette = {
  ground: '#111317',
  surface: '#191c21',
  raised: '#23272e',
  hover: '#20242a',
  line: '#2e333b',
  edge: '#7f8691',
  text: '#e7e9ec',
  muted: '#a9b0ba',
  accent: '#8fb8ff',
  accentHover: '#aecbff',
  accentPressed: '#79a7f7',
  accentSoft: '#202e48',
  onAccent: '#0b1424',
  good: '#6fd8a8',
  goodSoft: '#17322a',
  warn: '#f0c674',
  warnSoft: '#352b17',
  bad: '#f2a0a8',
  badSoft: '#3b2127',
  avatar: '#48515e',
  onAvatar: '#f2f4f7',
  faint: '#2a2f37',
}
