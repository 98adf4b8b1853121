import { fromChromium } from '../chromium/urls.mjs'
import { createCodec } from '../page/codec.mjs'
import { ISOLATED_WORLD, SEND } from '../page/scripts.mjs'
import { app } from './app.mjs'
import { answerInvoke, ipcMain } from './ipc-main.mjs'
import { notImplemented } from './missing.mjs'

const codec = createCodec()
const LEVELS = {
  log: 'info',
  info: 'info',
  debug: 'debug',
  warning: 'warning',
  error: 'error',
  assert: 'error',
}

/**
 * Turns what Chromium tells about a page into Electron's events.
 * @param {import('./web-contents.mjs').WebContents} contents
 * @param {import('../chromium/page.mjs').ChromiumPage} page
 * @param {import('./browser-window.mjs').BrowserWindow} window
 * @param {{ url: string, loading: boolean, crashed: boolean, preloadContext: number }} state
 */
export async function followPage(contents, page, window, state) {
  followLoading(contents, page, window, state)
  followMessages(contents, page, window, state)
  followConsole(contents, page)
  page.on('Inspector.targetCrashed', () => {
    const details = { reason: 'crashed', exitCode: 11 }
    state.crashed = true
    contents.emit('render-process-gone', {}, details)
    app.emit('render-process-gone', {}, contents, details)
  })
  page.onClosed(() => window.pageClosed())
  const domains = ['Page', 'Runtime', 'Inspector', 'Log']
  await Promise.all(domains.map((domain) => page.send(`${domain}.enable`)))
}

function followLoading(contents, page, window, state) {
  const isMain = (frameId) => frameId === page.targetId
  page.on('Page.frameStartedLoading', ({ frameId }) => {
    if (!isMain(frameId)) return
    state.loading = true
    contents.emit('did-start-loading')
  })
  page.on('Page.frameNavigated', ({ frame }) => {
    // The blank page that Chromium begins with is none of the app's.
    if (frame.parentId || (!state.url && /^(about|data):/.test(frame.url))) return
    state.url = frame.unreachableUrl ?? frame.url + (frame.urlFragment ?? '')
    state.crashed = false
    void contents.applyTheme()
    contents.emit('did-navigate', {}, contents.getURL(), 200, '')
  })
  page.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    if (isMain(frameId)) state.url = url
    contents.emit('did-navigate-in-page', {}, fromChromium(url), isMain(frameId))
  })
  page.on('Page.domContentEventFired', () => contents.emit('dom-ready', {}))
  page.on('Page.loadEventFired', () => {
    if (!state.url) return
    state.loading = false
    window.pageLoaded()
    contents.emit('did-finish-load', {})
  })
  page.on('Page.frameStoppedLoading', ({ frameId }) => {
    if (!isMain(frameId)) return
    state.loading = false
    contents.emit('did-stop-loading')
  })
  page.on('Page.frameResized', () => window.pageResized())
}

function followMessages(contents, page, window, state) {
  page.on('Runtime.executionContextCreated', ({ context }) => {
    const isPreloads = context.name === ISOLATED_WORLD && context.auxData.frameId === page.targetId
    if (isPreloads) state.preloadContext = context.id
  })
  page.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    if (state.preloadContext === executionContextId) state.preloadContext = 0
  })
  page.on('Runtime.executionContextsCleared', () => (state.preloadContext = 0))
  page.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name === SEND) void receive(contents, window, JSON.parse(payload), executionContextId)
  })
  page.on('Page.windowOpen', ({ url, windowName }) => {
    openWindow(contents, { url: fromChromium(url), name: windowName, features: '' })
  })
}

async function receive(contents, window, message, contextId) {
  if (message.kind === 'title') return window.pageTitled(message.title)
  if (message.kind === 'open') return openWindow(contents, { ...message, url: fromChromium(message.url) })
  const args = codec.decode(message.args)
  const event = eventFrom(contents)
  if (message.kind === 'send') {
    contents.emit('ipc-message', event, message.channel, ...args)
    contents.ipc.emit(message.channel, event, ...args)
    ipcMain.emit(message.channel, event, ...args)
    return
  }
  const { id, channel } = message
  try {
    const value = codec.encode(await answerInvoke(contents.ipc, channel, event, args))
    await contents.deliver({ kind: 'result', id, value }, contextId)
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error)
    await contents.deliver({ kind: 'failure', id, error: String(error) }, contextId)
  }
}

function eventFrom(contents) {
  const frame = contents.mainFrame
  return {
    type: 'frame',
    sender: contents,
    senderFrame: frame,
    frameId: frame.routingId,
    frameTreeNodeId: frame.frameTreeNodeId,
    processId: frame.processId,
    ports: [],
    reply: (channel, ...args) => contents.send(channel, ...args),
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}

/** No second window is ever opened by a page; the app is asked all the same, as its answer is what a test is about. */
function openWindow(contents, { url, name, features }) {
  const disposition = features ? 'new-window' : 'foreground-tab'
  const referrer = { url: '', policy: 'strict-origin-when-cross-origin' }
  const details = { url, frameName: name, features, disposition, referrer, postBody: undefined }
  const { action } = contents.windowOpenHandler?.(details) ?? { action: 'allow' }
  if (action === 'allow') console.error(notImplemented(`a window opened by a page (${url})`).message)
}

function followConsole(contents, page) {
  const tell = (level, message, lineNumber = 0, sourceId = '') =>
    contents.emit('console-message', { level, message, lineNumber, sourceId, frame: contents.mainFrame })
  page.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
    const text = args.map((each) => each.value ?? each.description ?? String(each.value)).join(' ')
    const at = stackTrace?.callFrames[0]
    tell(LEVELS[type] ?? 'info', text, at?.lineNumber, fromChromium(at?.url ?? ''))
  })
  page.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception, lineNumber, url = '' } }) => {
    tell('error', `${text} ${exception?.description ?? ''}`.trim(), lineNumber, fromChromium(url))
  })
  page.on('Log.entryAdded', ({ entry: { level, text, lineNumber, url = '' } }) => {
    tell(LEVELS[level] ?? 'info', text, lineNumber, fromChromium(url))
  })
}
