import { resolve } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

/** The rooms' walls are rules of the linter; these are attempts to walk through them. */
const root = resolve(import.meta.dirname, '..')
const eslint = new ESLint({ cwd: root })

async function complaints(file: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: resolve(root, file) })
  return (result?.messages ?? []).map((message) => message.ruleId)
}

describe('the linter', () => {
  it.each([
    ['src/shared/records/values.ts', '../../main/log/redact'],
    ['src/shared/records/values.ts', '../ipc/errors'],
    ['src/renderer/stores/drafts.ts', '../../main/log/redact'],
    ['src/preload/index.ts', '../main/log/redact'],
    ['src/space/options.ts', '../main/log/redact'],
    ['src/main/nexudus/budget.ts', '../account/address'],
    ['src/main/database/driver.ts', '../nexudus/budget'],
    ['src/main/directory/copy.ts', '../drafts/draft'],
    ['src/main/log/redact.ts', '../database/driver'],
  ])('stops %s from importing %s', async (file, target) => {
    expect(await complaints(file, `import '${target}'\n`)).toContain('import-x/no-restricted-paths')
  })

  it('keeps Electron’s channels and the preload’s object to the files that own them', async () => {
    const raw = "import { ipcMain } from 'electron'\nipcMain.removeAllListeners()\n"
    expect(await complaints('src/main/log/redact.ts', raw)).toContain('no-restricted-imports')
    expect(await complaints('src/renderer/stores/drafts.ts', 'window.usher.on\n')).toContain(
      'no-restricted-properties',
    )
    expect(await complaints('src/main/log/redact.ts', "import 'keytar'\n")).toContain('no-restricted-imports')
  })

  it('lets a room use what it may', async () => {
    const code = "import { redact } from '../log/redact'\nredact('')\n"
    expect(await complaints('src/main/ipc/handlers.ts', code)).not.toContain('import-x/no-restricted-paths')
  })
}, 60_000)
