import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * A real Secret Service of the test's own: gnome-keyring on a private bus with fresh folders, so that nothing of the
 * person who runs the tests is read or written.
 */
export interface Keyring {
  /** What a program needs to find this keyring and no other. */
  readonly env: Readonly<Record<string, string>>
  /** Locks it, as before a person has signed in to the desktop. What is stored stays. */
  lock(): Promise<void>
  unlock(): Promise<void>
  /** It no longer answers, as while its unlock question stands unanswered. */
  freeze(): void
  thaw(): void
  stop(): Promise<void>
}

const run = promisify(execFile)

/** Starts a private bus, and a keyring on it unless told not to. Linux only. */
export async function startKeyring({ service = true } = {}): Promise<Keyring> {
  const home = mkdtempSync(join(tmpdir(), 'usher-keyring-'))
  const bus = await startBus(home)
  const env = {
    DBUS_SESSION_BUS_ADDRESS: bus.address,
    XDG_RUNTIME_DIR: home,
    XDG_DATA_HOME: join(home, 'data'),
  }
  let daemon: ChildProcess | null = null

  const stopDaemon = async (): Promise<void> => {
    const stopping = daemon
    daemon = null
    if (!stopping || stopping.exitCode !== null) return
    const gone = new Promise((resolve) => stopping.once('exit', resolve))
    stopping.kill('SIGKILL')
    await gone
    await untilOwned(env, false)
  }
  const start = async (): Promise<void> => {
    await stopDaemon()
    daemon = spawn('gnome-keyring-daemon', ['--foreground', '--components=secrets', '--unlock'], {
      env: { ...withoutDisplay(), ...env },
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    // An empty password would not unlock; without a display nothing can ask for one.
    daemon.stdin?.end('test')
    await untilOwned(env, true)
  }
  if (service) await start()
  return {
    env,
    lock: () => lockLogin(env),
    unlock: start,
    freeze: () => void daemon?.kill('SIGSTOP'),
    thaw: () => void daemon?.kill('SIGCONT'),
    async stop() {
      await stopDaemon()
      bus.process.kill('SIGKILL')
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function lockLogin(env: Readonly<Record<string, string>>): Promise<void> {
  const service = [
    '--dest=org.freedesktop.secrets',
    '/org/freedesktop/secrets',
    'org.freedesktop.Secret.Service.Lock',
  ]
  const login = 'array:objpath:/org/freedesktop/secrets/collection/login'
  await run('dbus-send', ['--session', '--print-reply', ...service, login], {
    env: { ...process.env, ...env },
  })
}

function withoutDisplay(): NodeJS.ProcessEnv {
  return { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' }
}

/** A bus that starts no service by itself: what is there is what the test put there. */
async function startBus(home: string): Promise<{ address: string; process: ChildProcess }> {
  const config = join(home, 'bus.conf')
  writeFileSync(
    config,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
      "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
    <busconfig><type>session</type><listen>unix:path=${join(home, 'bus')}</listen>
    <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
    <allow own="*"/></policy></busconfig>`,
  )
  const daemon = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    daemon.once('error', reject)
    daemon.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()))
  })
  return { address, process: daemon }
}

async function untilOwned(env: Readonly<Record<string, string>>, owned: boolean): Promise<void> {
  const args = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/',
    'org.freedesktop.DBus.NameHasOwner',
  ]
  for (let tries = 0; tries < 200; tries++) {
    const { stdout } = await run('dbus-send', [...args, 'string:org.freedesktop.secrets'], {
      env: { ...process.env, ...env },
    })
    if (stdout.includes(`boolean ${owned}`)) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`the keyring did not ${owned ? 'start' : 'end'}`)
}
