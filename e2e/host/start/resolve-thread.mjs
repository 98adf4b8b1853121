// Loaded by module.register on versions of Node without module.registerHooks.
export { resolveImport as resolve } from './resolve.mjs'
