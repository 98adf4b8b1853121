import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { createBridge } from './bridge.mjs'
import { createCodec } from './codec.mjs'
import { prepareIsolatedWorld } from './isolated-world.mjs'
import { prepareMainWorld } from './main-world.mjs'

/** The name Electron gives to the world of its preloads. */
export const ISOLATED_WORLD = 'Electron Isolated Context'
export const SEND = '__electronHostSend'
export const RECEIVE = '__electronHostReceive'

/**
 * Installs the two ends of the bridge and the preload, to run at the start of every document of the page.
 * @param {import('../chromium/page.mjs').ChromiumPage} page
 * @param {{ preload?: string, additionalArguments?: string[] }} preferences
 */
export async function installPageScripts(page, { preload, additionalArguments = [] }) {
  const token = randomUUID()
  const settings = {
    token,
    send: SEND,
    receive: RECEIVE,
    preload: preload ?? '',
    process: describeRenderer(additionalArguments),
  }
  const code = preload ? readPreload(preload) : ''
  const address = preload ? pathToFileURL(preload).href : 'electron-host-preload'
  await Promise.all([
    page.send('Runtime.addBinding', { name: SEND, executionContextName: ISOLATED_WORLD }),
    page.send('Page.addScriptToEvaluateOnNewDocument', {
      source: `(${prepareMainWorld})(${createBridge}, ${JSON.stringify(token)})`,
    }),
    page.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: ISOLATED_WORLD,
      source:
        `(${prepareIsolatedWorld})(${createBridge}, ${createCodec}, ${JSON.stringify(settings)}, ` +
        `function (require, module, exports, process) {${code}\n})\n//# sourceURL=${address}`,
    }),
  ])
}

/** @param {string} path */
function readPreload(path) {
  if (path.endsWith('.mjs')) {
    throw new Error(`[electron host] ${path}: a sandboxed preload cannot be an ES module`)
  }
  return readFileSync(path, 'utf8')
}

/** `process` as a sandboxed preload sees it. */
function describeRenderer(additionalArguments) {
  const { platform, arch, versions } = process
  const argv = [process.argv[0], ...additionalArguments]
  return {
    platform,
    arch,
    argv,
    env: {},
    versions: { ...versions },
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
  }
}
