import type { Fetch } from '../../nexudus/http'
import type { FieldValue } from '#shared/records/field'
import { judgeSending } from './sending'
import type { Attempt, Ledger, Place, Seen } from './ledger'
import { same, isPicture, type Record_ } from './rules'
import type { SimulatedServer } from './server'
import type { Life, World } from './world'

/** Where a program runs, and whether its network is there. */
interface End {
  readonly computer: number
  readonly life: Life
  readonly isPlugged: () => boolean
}
interface Request {
  readonly token: string
  readonly place: Place
  readonly attempt: Attempt | null
}
interface Answer {
  readonly status: number
  readonly text: string
  readonly retryAfter?: string | null
  readonly type?: string
  readonly seen?: Seen['answer']
}

/** What keeps an answer from coming back, and what keeps a request from arriving, as Node and Chromium spell it. */
const lossesLater = ['ECONNRESET', 'ERR_TIMED_OUT', 'ERR_SSL_PROTOCOL_ERROR', 'ERR_NETWORK_CHANGED']
const losses = [...lossesLater, 'ENOTFOUND', 'ERR_CERT_DATE_INVALID', 'ENETUNREACH']
const waits = [null, '0', '1', '10', '60', '120', '600', '3600']

/** The network and the edge of the server: each request arrives at one moment and is answered at another. */
export class Wire {
  /** How often something goes wrong, out of one. */
  trouble = 0
  private attempts = 0
  private onItsWay: {
    computer: number
    person: number
    attempt: Attempt
    arrived: boolean
    body: Record_
  }[] = []

  constructor(
    private readonly world: World,
    private readonly server: SimulatedServer,
    private readonly ledger: Ledger,
  ) {}

  /** What a program on that computer has as its network. */
  fetchFor(end: End): Fetch {
    return async (url, init) => {
      const token = new Headers(init.headers).get('authorization')?.slice('Bearer '.length) ?? ''
      const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record_) : null
      const person = Number(token.split(' ').at(-1))
      const id = Number(body?.['Id'] ?? url.split('/').at(-1))
      const place = { computer: end.computer, person, id }
      const attempt = body && this.begin(place, body)
      try {
        const answer = await end.life.effect(() => {
          this.requireNetwork(end)
          return this.arrive({ token, place, attempt }, body)
        })
        return await end.life.effect(() => {
          this.requireNetwork(end)
          return this.deliver({ token, place, attempt }, answer)
        })
      } finally {
        this.onItsWay = this.onItsWay.filter((one) => one.attempt !== attempt)
      }
    }
  }

  /** Whether a write of a person is on its way from a computer. */
  isWriting(computer: number, person: number): boolean {
    return this.onItsWay.some((one) => one.computer === computer && one.person === person)
  }

  /** A program ended: what it had sent may still arrive, at once or never. */
  killed(computer: number): void {
    for (const { attempt, arrived, body } of this.onItsWay.filter((one) => one.computer === computer))
      if (!arrived && this.world.chance.is(0.3)) this.take(attempt, body)
    this.onItsWay = this.onItsWay.filter((one) => one.computer !== computer)
  }

  private begin(place: Place, body: Record_): Attempt {
    const reading = this.server.readings[Number(body['Reading']) - 1]
    if (!reading) throw new Error('a write that was made from no reading')
    const changed = Object.entries(body).filter(
      ([name, value]) =>
        name !== 'Reading' &&
        name !== 'NewPassword' &&
        (isPicture(name) || !same(name, value, reading.record[name] ?? null)),
    )
    const attempt: Attempt = {
      ...{ number: ++this.attempts, order: this.world.order(), reading, isPassword: 'NewPassword' in body },
      ...{ sent: Object.fromEntries(changed), taken: null, heard: null, yesKept: null, told: [] },
    }
    if (this.isWriting(place.computer, place.person)) this.ledger.broken(place, 'two writes at the same time')
    judgeSending(this.ledger, this.ledger.at(place), attempt)
    this.ledger.at(place).attempts.push(attempt)
    this.onItsWay.push({ ...place, attempt, arrived: false, body })
    return attempt
  }

  private requireNetwork({ isPlugged }: End): void {
    if (!isPlugged()) throw lost('ERR_NETWORK_CHANGED')
  }

  /** A request is at the server. @throws when it is not, or when its answer will never be had */
  private arrive(request: Request, body: Record_ | null): Answer {
    const { chance } = this.world
    const { attempt, place } = request
    for (const one of this.onItsWay) if (one.attempt === attempt) one.arrived = true
    if (chance.is(this.trouble)) {
      const fault = chance.pick(attempt ? [...faults, ...writeFaults] : faults)
      this.ledger.say(`fault: ${fault} for computer ${place.computer}, person ${place.person}`)
      if (fault === 'lost') throw lost(chance.pick(losses))
      if (fault.endsWith('afterwards')) this.work(request, body)
      if (fault === 'lost afterwards') throw lost(chance.pick(lossesLater))
      if (fault === 'token spent') this.server.spend(request.token)
      if (fault === 'sign-in ended') this.server.end(place.person)
      const known = answers[fault]
      if (known) return fault === 'throttled' ? this.throttle() : known
    }
    return this.work(request, body)
  }

  private throttle(): Answer {
    const retryAfter = this.world.chance.pick(waits)
    this.ledger.count(Number(retryAfter ?? 10) >= 60 ? 'a long pause' : 'a pause')
    return { status: this.world.chance.pick([409, 429, 503]), text: '{}', retryAfter: retryAfter ?? null }
  }

  /** The server does what it is asked. */
  private work({ token, place, attempt }: Request, body: Record_ | null): Answer {
    if (this.server.personOf(token) === null) return { status: 401, text: '{}', seen: 'denied' }
    if (!Number.isInteger(place.id)) return { status: 200, text: '{}' }
    if (attempt && body) {
      this.take(attempt, body)
      return attempt.taken ? { status: 200, text: '{"WasSuccessful":true}' } : { status: 404, text: '{}' }
    }
    const reading = this.server.read(place.id)
    if (!reading) return { status: 404, text: '{}', seen: 'gone' }
    const record: Record<string, FieldValue> = { ...reading.record, Reading: reading.number }
    if (reading.missing) delete record['PasswordSalt']
    return { status: 200, text: JSON.stringify(record), seen: reading }
  }

  private take(attempt: Attempt, body: Record_): void {
    if (!attempt.isPassword) this.ledger.count('a write')
    attempt.taken = this.server.put(attempt.number, body, Object.keys(attempt.sent))
    this.ledger.say(
      `write ${attempt.number}: ${JSON.stringify(attempt.sent)} from reading ${attempt.reading.number}, ignored ` +
        JSON.stringify(attempt.taken?.ignored ?? 'all'),
    )
  }

  private deliver({ attempt, place }: Request, answer: Answer): Response {
    const order = this.world.order()
    const history = this.ledger.at(place)
    if (attempt) attempt.heard = { order, answer: heardIn(answer) }
    else if (answer.seen && Number.isInteger(place.id)) {
      history.seen.push({ order, answer: answer.seen })
      const read = answer.seen === 'gone' || answer.seen === 'denied' ? answer.seen : answer.seen.number
      this.ledger.say(`computer ${place.computer}, person ${place.person} reads ${place.id}: ${read}`)
    }
    const headers = new Map<string, string | null>([
      ['content-type', answer.type ?? 'application/json'],
      ['retry-after', answer.retryAfter ?? null],
    ])
    return {
      status: answer.status,
      headers: { get: (name: string) => headers.get(name) ?? null },
      text: () => Promise.resolve(answer.text),
    } as unknown as Response
  }
}

const faults = [
  ...(['lost', 'lost afterwards', 'throttled', 'throttled', 'fault', 'fault afterwards', 'page'] as const),
  ...(['page afterwards', 'denied', 'token spent', 'sign-in ended'] as const),
] as const
const writeFaults = ['refused', 'unsuccessful', 'lost afterwards', 'fault afterwards', 'lost'] as const
type Fault = (typeof faults)[number] | (typeof writeFaults)[number]

const page = { status: 200, text: '<!doctype html>', type: 'text/html' }
const answers: Readonly<Partial<Record<Fault, Answer>>> = {
  throttled: { status: 429, text: '{}' },
  fault: { status: 500, text: '{}' },
  'fault afterwards': { status: 500, text: '{}' },
  page,
  'page afterwards': page,
  denied: { status: 403, text: '{}', seen: 'denied' },
  refused: { status: 400, text: '{"Errors":[]}' },
  unsuccessful: { status: 200, text: '{"WasSuccessful":false}' },
}

function heardIn({ status, text }: Answer): 'yes' | 'refused' | 'denied' | 'gone' | 'unclear' {
  if (status === 200 && text.includes('true')) return 'yes'
  if (status === 400 || text.includes('false')) return 'refused'
  if (status === 401 || status === 403) return 'denied'
  return status === 404 ? 'gone' : 'unclear'
}

function lost(code: string): Error {
  return new TypeError('fetch failed', { cause: { code } })
}
