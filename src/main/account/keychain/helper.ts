import { service, type KeychainFailure, type KeychainReply, type KeychainRequest } from './protocol'

/**
 * The only process that loads keytar. On Linux a pending unlock question blocks the threads that files need, and keeps
 * the process from ending (toolchain note §2.2): here it can be killed without harm. `findCredentials` is never called;
 * it crashes on a locked keyring.
 */
interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, secret: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

const canary = 'probe'

async function load(): Promise<Keytar> {
  const module = (await import('keytar')) as { default: Keytar }
  return module.default
}

async function serve(request: KeychainRequest): Promise<string | null> {
  const keytar = await load()
  switch (request.type) {
    case 'get':
      return keytar.getPassword(service, request.account)
    case 'set':
      await keytar.setPassword(service, request.account, request.secret)
      return null
    case 'delete':
      await keytar.deletePassword(service, request.account)
      return null
    case 'probe':
      await keytar.setPassword(service, canary, canary)
      if ((await keytar.getPassword(service, canary)) !== canary)
        throw new Error('the canary cannot be read: locked')
      await keytar.deletePassword(service, canary)
      return null
  }
}

/** The keychain's own words, sorted into what a person can do about them (measured with gnome-keyring). */
function classify(message: string): KeychainFailure {
  if (/Cannot find module|ERR_DLOPEN|libsecret|shared object/i.test(message)) return 'missing'
  if (/autolaunch|Could not connect|not provided by any|ServiceUnknown|No such interface/i.test(message))
    return 'missing'
  if (/locked|dismissed|collection\/login|No such object|Object does not exist/i.test(message))
    return 'locked'
  return 'failed'
}

process.parentPort.on('message', ({ data }: { data: KeychainRequest }) => {
  serve(data).then(
    (secret) => process.parentPort.postMessage({ ok: true, secret } satisfies KeychainReply),
    (error: unknown) => {
      const message =
        error instanceof Error ? `${(error as { code?: string }).code ?? ''} ${error.message}` : ''
      const reply: KeychainReply = {
        ok: false,
        failure: classify(message),
        cause: message.trim().slice(0, 200),
      }
      process.parentPort.postMessage(reply)
    },
  )
})
