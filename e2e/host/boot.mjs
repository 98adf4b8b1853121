// Starts an app as Electron's executable would: `electron [switches] [-r preload] <folder or file> [arguments]`.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepareApp, startApp } from './api/app.mjs'
// Leaves Electron's modules where require and import find them.
import './api/index.mjs'
import { readArguments } from './start/arguments.mjs'
import { openInspector } from './start/inspector.mjs'
import { describeProcess, electronVersion } from './start/process.mjs'
import { resolveElectronToHost } from './start/resolve.mjs'

const given = process.argv.slice(2)
if (given.includes('--version') || given.includes('-v')) {
  process.stdout.write(`v${electronVersion()}\n`)
  process.exit(0)
}

const { entry, root, manifest, preloads, switches } = readArguments(given)
process.argv = [join(import.meta.dirname, 'electron'), ...given]
describeProcess('browser')
resolveElectronToHost()
openInspector(switches)
prepareApp({ root, manifest, switches })

const require = createRequire(join(root, 'package.json'))
for (const preload of preloads) require(preload)

try {
  await import(pathToFileURL(entry).href)
} catch (error) {
  console.error('App threw an error during load')
  console.error(error)
  process.exit(1)
}
// Only now, because Chromium's switches are fixed once it runs and the app may append some while it loads.
await startApp()
