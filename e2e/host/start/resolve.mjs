import Module from 'node:module'
import { fileURLToPath } from 'node:url'

const ELECTRON = /^electron(?:\/(?:main|common))?$/
const FOR_REQUIRE = new URL('./exports.cjs', import.meta.url)
const FOR_IMPORT = new URL('./exports.mjs', import.meta.url)

/**
 * Makes `require('electron')` and `import … from 'electron'` answer with the host's modules. Without this they would
 * reach electron's npm package, which downloads a binary.
 */
export function resolveElectronToHost() {
  hookRequire()
  if (Module.registerHooks) Module.registerHooks({ resolve: resolveImport })
  // Node before 22.15 runs import hooks in a thread of their own, so theirs has to be a module in itself.
  else Module.register(new URL('./resolve-thread.mjs', import.meta.url))
}

/** The inspector's `require` and the preloads of -r come through here on every version of Node. */
function hookRequire() {
  const original = Module._resolveFilename
  Module._resolveFilename = function (request, ...rest) {
    if (ELECTRON.test(request)) return original.call(this, fileURLToPath(FOR_REQUIRE), ...rest)
    return original.call(this, request, ...rest)
  }
}

/** @type {import('node:module').ResolveHookSync} */
export function resolveImport(specifier, context, next) {
  if (!ELECTRON.test(specifier)) return next(specifier, context)
  const url = context.conditions?.includes('require') ? FOR_REQUIRE : FOR_IMPORT
  return { url: url.href, shortCircuit: true }
}
