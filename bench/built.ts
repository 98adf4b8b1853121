import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { note } from './metric'
import { root } from './runtime'

const main = join(root, 'out/main/index.js')
const page = join(root, 'out/renderer/index.html')

/** Builds the bundles if there are none, and says so when those that are there may be older than the source. */
export function ensureBuilt(): void {
  if (!existsSync(main) || !existsSync(page)) return build()
  const built = Math.min(statSync(main).mtimeMs, statSync(page).mtimeMs)
  if (newest(join(root, 'src')) > built)
    note('out/ is older than src/: what is measured is what was built last')
}

function build(): void {
  note('out/ is missing; building')
  const program = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const { status } = spawnSync(process.execPath, [program, 'build'], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error('the build failed')
}

/** When a file below a folder was last written. */
function newest(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs)
  return Math.max(0, ...files)
}
