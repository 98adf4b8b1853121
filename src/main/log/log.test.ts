import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from './log'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'usher-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the log', () => {
  it('makes its folder when there is something to write', () => {
    const log = createLog(join(folder, 'logs'), () => 0)
    log.write('started', { version: '1' })
    expect(readFileSync(join(folder, 'logs', 'usher.log'), 'utf8')).toBe(
      '{"at":"1970-01-01T00:00:00.000Z","event":"started","version":"1"}\n',
    )
  })

  it('does not keep the program from saying that its folder may not be written to', () => {
    // A file where a folder should be: nobody can make one there, whoever they are.
    writeFileSync(join(folder, 'file'), '')
    const log = createLog(join(folder, 'file', 'logs'), () => 0)
    expect(() => log.write('start failed', { code: 'disk-read-only' })).not.toThrow()
    expect(() => log.crash(new Error('no'))).not.toThrow()
  })
})
