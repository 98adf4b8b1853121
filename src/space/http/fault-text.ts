import { faultStatuses, type Fault, type FaultRule, type When } from './fault'

/** The words of {@link readFault}, for a person at the terminal. */
export const faultGrammar = `[METHOD] [/path] KIND [CHANCE] [xTIMES] [+SKIP]
  reset-before, reset-after   the connection breaks; before or after the change is made
  hang-before, hang-after     no answer
  wait=MS, wait=MS..MS        the answer comes late
  html                        a page with status 200
  ${faultStatuses.join(', ')}
                              that status; with =SECONDS a Retry-After
  unsuccessful                a 200 that says it failed
  drop=FIELD,FIELD            the answer lacks these fields
  edit-before, edit-after     somebody else edits the same record
  touch-before, touch-after   UpdatedOn of the same record moves by itself
  insert-before, insert-after, remove-before, remove-after
                              somebody else adds or deletes a user`

/** What was written is no fault. */
class FaultTextError extends Error {}

/**
 * Reads a fault as people write it: `PUT /api/sys/users reset-after 0.1` breaks the connection after about one update in
 * ten. Without a chance every matching request meets it; `x2` ends it after two, `+3` lets the first three pass.
 * @throws FaultTextError
 */
export function readFault(text: string): FaultRule {
  const words = text.trim().split(/\s+/)
  const method = /^[A-Z]+$/.test(words[0] ?? '') ? words.shift() : undefined
  const path = words[0]?.startsWith('/') ? words.shift() : undefined
  const [kind = '', argument] = (words.shift() ?? '').split('=')
  const fault = readKind(kind, argument)
  if (!fault) throw new FaultTextError(`‘${text}’ has no kind of fault that is known`)
  const rest = words.map((word) => {
    if (/^(0|1|0?\.\d+)$/.test(word)) return { chance: Number(word) }
    if (/^x\d+$/.test(word)) return { times: Number(word.slice(1)) }
    if (/^\+\d+$/.test(word)) return { skip: Number(word.slice(1)) }
    throw new FaultTextError(`‘${word}’ in ‘${text}’ is neither a chance nor x times nor + skipped`)
  })
  return Object.assign({ times: Infinity, method, path }, ...rest, fault) as FaultRule
}

export function isFault(text: string): boolean {
  return faultProblem(text) === ''
}

/** Why a text is no fault, or empty. */
export function faultProblem(text: string): string {
  try {
    readFault(text)
    return ''
  } catch (error) {
    if (error instanceof FaultTextError) return error.message
    throw error
  }
}

function readKind(name: string, argument: string | undefined): Fault | undefined {
  const [, kind = '', when] = /^(.+?)(?:-(before|after))?$/.exec(name) ?? []
  const status = faultStatuses.find((each) => String(each) === name)
  if (status !== undefined) {
    if (argument === undefined) return { kind: 'status', status }
    return /^\d+$/.test(argument) ? { kind: 'status', status, retryAfter: Number(argument) } : undefined
  }
  if (argument === undefined && when !== undefined) return readTimed(kind, when as When)
  if (argument === undefined && (name === 'html' || name === 'unsuccessful')) return { kind: name }
  if (name === 'drop' && argument) return { kind: 'drop', fields: argument.split(',') }
  const [, least, most] = /^(\d+)(?:\.\.(\d+))?$/.exec(argument ?? '') ?? []
  if (name !== 'wait' || least === undefined) return undefined
  return { kind: 'wait', milliseconds: Number(least), upTo: Number(most ?? least) }
}

const timed = ['reset', 'hang', 'edit', 'touch', 'insert', 'remove'] as const

function readTimed(name: string, when: When): Fault | undefined {
  const kind = timed.find((each) => each === name)
  return kind && { kind, when }
}
