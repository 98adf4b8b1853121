import { locale, t } from '../i18n'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' })
const dayOnly = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
const dayAndTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })

/** How long ago or ahead a moment is, in one or two words; a date once it is over a month away. */
export function ago(moment: number, now: number): string {
  const distance = moment - now
  const size = Math.abs(distance)
  if (size < minute) return t('values.now')
  if (size < hour) return relative.format(Math.trunc(distance / minute), 'minute')
  if (size < day) return relative.format(Math.trunc(distance / hour), 'hour')
  if (size < 31 * day) return relative.format(Math.trunc(distance / day), 'day')
  return dayOnly.format(moment)
}

/** Weekday, date and time, for titles. */
export function fullDate(moment: number): string {
  return full.format(moment)
}

/** Date and time, short enough for a line. */
export function shortDate(moment: number): string {
  return dayAndTime.format(moment)
}

/**
 * A date of the server as a moment. It sends ISO with or without a zone; without one it means UTC.
 * @returns milliseconds since 1970, or null when the text is no date
 */
export function serverMoment(text: string | null | undefined): number | null {
  if (!text) return null
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`
  const moment = Date.parse(zoned)
  return Number.isNaN(moment) ? null : moment
}

const dayAlone = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })

/** A day without a time, such as `1990-06-15`, whatever this computer's zone; as it stands there when it is no day. */
export function dayWords(day: string): string {
  const moment = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(moment) ? day : dayAlone.format(moment)
}
