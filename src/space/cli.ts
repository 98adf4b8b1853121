import { parseArgs } from 'node:util'
import { faultGrammar } from './http/fault-text'
import { omittedBehaviours, OptionError, throttleStatuses } from './options'
import { startSpace, type Space, type SpaceOptions } from './space'

const usage = `Usage: npm run space -- [options]

Starts a demo space on this computer: a made-up network behind the vendor's API.
The first line it prints is JSON: {"url", "email", "password"}.

  --users <n>        how many users (default 320, at most 100000)
  --locations <n>    how many locations (default 6)
  --seed <n>         another seed gives another network (default 1)
  --port <n>         port on 127.0.0.1 (default: any free one)
  --omitted <what>   fields an update leaves out are ${omittedBehaviours.join(' or ')} (default cleared)
  --latency <ms>     every request waits so many milliseconds (default 0)
  --rate-limit <n>   limit rates as documented and refuse with ${throttleStatuses.join(' or ')} (default: no limits)
  --state <file>     keep changes and sign-ins in a file
  --fault <fault>    what goes wrong, drawn from --seed; may be given several times:
${faultGrammar.replace(/^/gm, '    ')}
  --help             show this`

/** What was typed is wrong. */
class UsageError extends Error {}

/** @returns undefined when only help was asked for. @throws UsageError */
function readArguments(args: readonly string[]): SpaceOptions | undefined {
  const { values } = parse(args)
  if (values.help) return undefined
  const omitted = omittedBehaviours.find((behaviour) => behaviour === values.omitted)
  if (values.omitted !== undefined && omitted === undefined)
    throw new UsageError(`--omitted must be ${omittedBehaviours.join(' or ')}`)
  const rateLimit = throttleStatuses.find((status) => String(status) === values['rate-limit'])
  if (values['rate-limit'] !== undefined && rateLimit === undefined)
    throw new UsageError(`--rate-limit must be ${throttleStatuses.join(' or ')}`)
  return {
    users: readNumber('users', values.users),
    locations: readNumber('locations', values.locations),
    seed: readNumber('seed', values.seed),
    port: readNumber('port', values.port),
    latency: readNumber('latency', values.latency),
    omitted,
    rateLimit,
    stateFile: values.state,
    faults: values.fault,
    keepRequests: 0,
  }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      options: {
        users: text,
        locations: text,
        seed: text,
        port: text,
        omitted: text,
        latency: text,
        'rate-limit': text,
        state: text,
        fault: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function readNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d+$/.test(text)) throw new UsageError(`--${name} must be a whole number, not ‘${text}’`)
  return Number(text)
}

async function run(): Promise<void> {
  const options = readArguments(process.argv.slice(2))
  if (!options) {
    console.log(usage)
    return
  }
  const space = await startSpace(options)
  const { url, email, password } = space
  console.log(JSON.stringify({ url, email, password }))
  console.error(`The demo space is at ${url}, with ${space.ids().length} users.`)
  console.error(`Sign in as ${email}. Ctrl-C stops it.`)
  stopOnSignal(space)
}

function stopOnSignal(space: Space): void {
  const stop = (): void => {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    space.stop().catch(fail)
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
}

/** Wrong arguments exit with 2, anything else that stops the space with 1. */
function fail(error: unknown): void {
  const isUsage = error instanceof UsageError || error instanceof OptionError
  console.error(isUsage ? `${error.message}\n\n${usage}` : explain(error))
  process.exitCode = isUsage ? 2 : 1
}

function explain(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return 'The port is already in use. Choose another with --port, or none for any free one.'
  if (code === 'EACCES') return `Not allowed: ${message}`
  return `The demo space cannot run: ${message}`
}

run().catch(fail)
