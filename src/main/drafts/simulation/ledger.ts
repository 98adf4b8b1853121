import type { JournalEntry } from '#shared/ipc/models'
import type { Line, Record_ } from './rules'
import type { Reading, Taken } from './server'

/**
 * What happened in a run, as the world's owner saw it: on the wire, on the disks, on the screens. Every moment is a
 * number that `World.order` gave. A desk is one person's drafts on one computer.
 */

/** One record at one desk. */
export interface Place {
  readonly computer: number
  readonly person: number
  readonly id: number
}
export const nameOf = ({ computer, person, id }: Place): string =>
  `computer ${computer}, person ${person}, record ${id}`

/** An answer to a reading that reached a program. */
export interface Seen {
  readonly order: number
  readonly answer: Reading | 'gone' | 'denied'
}

/** One PUT, whatever became of it. */
export interface Attempt {
  readonly number: number
  readonly order: number
  /** What it was made from. */
  readonly reading: Reading
  /** What it changes of that. */
  readonly sent: Record_
  readonly isPassword: boolean
  taken: Taken | null
  /** What the program heard, and when. */
  heard: { readonly order: number; readonly answer: 'yes' | 'refused' | 'denied' | 'gone' | 'unclear' } | null
  /** When the server's yes was on the disk. */
  yesKept: number | null
  /** The entries of the journal that tell of it. */
  readonly told: Told[]
}

export interface Told {
  readonly order: number
  readonly entry: Pick<JournalEntry, 'id' | 'changes' | 'outcome' | 'by'>
}

/** A person applied a review that was on their screen. */
export interface Applied {
  readonly order: number
  readonly lines: readonly Line[]
  /** The record had been read for the review after all of it was typed. */
  readonly isRead: boolean
  answered: number | null
  /** From when on it allows nothing any more. */
  revoked: number
  /** The person may have thought better of it since. */
  isWithdrawn: boolean
  /** An earlier write of the draft was not settled by then. */
  readonly isUnsettled: boolean
}

/** All that is known of one record at one desk. */
export interface History {
  readonly place: Place
  readonly seen: Seen[]
  readonly attempts: Attempt[]
  readonly applies: Applied[]
  /** When the draft's row on the disk got its intent; null while it has none. */
  intentKept: number | null
  /** Each intent that was kept, with the stamp of the record from which it was made. */
  readonly intents: { readonly kept: number; readonly stamp: string | null }[]
  /** Entries of the journal about intents of which nothing was ever sent. */
  readonly untried: { readonly since: number; readonly told: Told }[]
  accepted: boolean
  state: string | null
}

export class Ledger {
  readonly violations: string[] = []
  /** How often what makes a run worth something has happened. */
  readonly situations = new Map<string, number>()
  private readonly histories = new Map<string, History>()

  /** @param say told what happens, for whoever follows a seed */
  constructor(readonly say: (text: string) => void) {}

  at(place: Place): History {
    const name = nameOf(place)
    const known = this.histories.get(name)
    if (known) return known
    const made: History = {
      ...{
        place,
        seen: [],
        attempts: [],
        applies: [],
        intentKept: null,
        intents: [],
        untried: [],
        accepted: false,
        state: null,
      },
    }
    this.histories.set(name, made)
    return made
  }
  all(): readonly History[] {
    return [...this.histories.values()]
  }
  broken(place: Place, what: string): void {
    this.say(`BROKEN ${nameOf(place)}: ${what}`)
    this.violations.push(`${nameOf(place)}: ${what}`)
  }
  count(situation: string): void {
    this.say(`(${situation})`)
    this.situations.set(situation, (this.situations.get(situation) ?? 0) + 1)
  }
}
