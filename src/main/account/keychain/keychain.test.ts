import { describe, expect, it, vi } from 'vitest'
import { createKeychain, type Helper } from './keychain'
import type { KeychainReply, KeychainRequest } from './protocol'

/** A keyring in memory that can be locked, hang, or end. */
function createRing() {
  const entries = new Map<string, string>()
  const ring = { entries, locked: false, hangs: false, dies: false, started: 0, killed: 0, open: 0, most: 0 }
  const answer = (request: KeychainRequest): KeychainReply => {
    if (ring.locked) {
      // As measured: reading a locked keyring answers ‘nothing’, deleting does nothing, writing fails.
      if (request.type === 'get' || request.type === 'delete') return { ok: true, secret: null }
      return { ok: false, failure: 'locked', cause: 'Cannot create an item in a locked collection' }
    }
    if (request.type === 'get') return { ok: true, secret: entries.get(request.account) ?? null }
    if (request.type === 'set') entries.set(request.account, request.secret)
    if (request.type === 'delete') entries.delete(request.account)
    return { ok: true, secret: null }
  }
  const start = (): Helper => {
    ring.started++
    let reply: (reply: KeychainReply) => void = () => undefined
    let exit: () => void = () => undefined
    return {
      postMessage(request) {
        ring.most = Math.max(ring.most, ++ring.open)
        if (ring.hangs) return
        setImmediate(() => {
          ring.open--
          if (ring.dies) exit()
          else reply(answer(request))
        })
      },
      onMessage: (listener) => (reply = listener),
      onExit: (listener) => (exit = listener),
      kill: () => {
        ring.killed++
      },
    }
  }
  return { ring, start }
}

describe('the keychain', () => {
  it('stores, reads and removes, one thing at a time, in one helper', async () => {
    const { ring, start } = createRing()
    const keychain = createKeychain(start)
    await Promise.all([keychain.set('a', '1'), keychain.set('b', '2'), keychain.check()])
    expect(await Promise.all([keychain.get('a'), keychain.get('b'), keychain.get('c')])).toEqual([
      '1',
      '2',
      null,
    ])
    await keychain.delete('a')
    expect(ring.entries.has('a')).toBe(false)
    expect(ring).toMatchObject({ started: 1, most: 1 })
  })

  it('does not take a locked keyring for an empty one', async () => {
    const { ring, start } = createRing()
    const keychain = createKeychain(start)
    await keychain.set('a', '1')
    ring.locked = true
    await expect(keychain.get('a')).rejects.toMatchObject({ code: 'keychain-locked' })
    await expect(keychain.delete('a')).rejects.toMatchObject({ code: 'keychain-locked' })
    expect(ring.entries.get('a')).toBe('1')
  })

  it('gives up on a question that nobody answers, kills the helper, and starts anew', async () => {
    const { ring, start } = createRing()
    const keychain = createKeychain(start, 20)
    ring.hangs = true
    await expect(keychain.get('a')).rejects.toMatchObject({ code: 'keychain-timeout' })
    expect(ring.killed).toBe(1)
    ring.hangs = false
    await keychain.set('a', '1')
    expect(await keychain.get('a')).toBe('1')
    expect(ring.started).toBe(2)
  })

  it('survives a helper that crashes', async () => {
    const { ring, start } = createRing()
    const keychain = createKeychain(start)
    ring.dies = true
    await expect(keychain.get('a')).rejects.toMatchObject({ code: 'keychain-failed' })
    ring.dies = false
    await expect(keychain.get('a')).resolves.toBeNull()
  })

  it('does not take what a killed helper still answers for the answer to the next question', async () => {
    const replies: ((reply: KeychainReply) => void)[] = []
    const start = (): Helper => ({
      postMessage: () => undefined,
      onMessage: (listener) => void replies.push(listener),
      onExit: () => undefined,
      kill: () => undefined,
    })
    const keychain = createKeychain(start, 20)
    await expect(keychain.get('refresh')).rejects.toMatchObject({ code: 'keychain-timeout' })
    const next = keychain.get('access')
    await vi.waitFor(() => expect(replies).toHaveLength(2), { interval: 1 })
    replies[0]?.({ ok: true, secret: 'the refresh token' })
    replies[1]?.({ ok: true, secret: 'the access token' })
    expect(await next).toBe('the access token')
  })

  it('says so when the helper cannot be started, and tries again at the next question', async () => {
    const { start } = createRing()
    let works = false
    const keychain = createKeychain(() => {
      if (works) return start()
      throw new Error('no process')
    }, 20)
    const failed = keychain.get('a')
    await expect(failed).rejects.toMatchObject({ code: 'keychain-failed', facts: { cause: 'no process' } })
    works = true
    await keychain.set('a', '1')
    expect(await keychain.get('a')).toBe('1')
  })

  it('starts no helper once it is closed', async () => {
    const { ring, start } = createRing()
    const keychain = createKeychain(start)
    keychain.close()
    await expect(keychain.get('a')).rejects.toMatchObject({ code: 'keychain-failed' })
    expect(ring.started).toBe(0)
  })
})
