import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

/**
 * Chooses what runs the built bundles, for this process and those it starts: Electron where its binary is installed,
 * else `e2e/host`. Everything that launches Usher imports this file, since the `electron` package without its binary
 * and without this variable tries to download it on the spot.
 */
if (!existsSync(resolve(root, 'node_modules/electron/path.txt')))
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= resolve(root, 'e2e/host')
