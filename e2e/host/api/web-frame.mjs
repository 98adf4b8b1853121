import { originOf } from '../chromium/urls.mjs'
import { complete } from './missing.mjs'

/**
 * The main frame of a page, as handlers of IPC see it. Sub-frames have no preload and so send nothing.
 * @param {import('./web-contents.mjs').WebContents} contents
 * @param {number} processId
 */
export function mainFrameOf(contents, processId) {
  const frame = complete('WebFrameMain', {
    get url() {
      return contents.getURL()
    },
    get origin() {
      return originOf(contents.getURL())
    },
    get top() {
      return frame
    },
    parent: null,
    name: '',
    detached: false,
    frameTreeNodeId: contents.id,
    routingId: contents.id,
    processId,
    osProcessId: processId,
    visibilityState: 'visible',
    isDestroyed: () => contents.isDestroyed(),
    send: (/** @type {string} */ channel, /** @type {unknown[]} */ ...args) =>
      contents.send(channel, ...args),
    executeJavaScript: (/** @type {string} */ code) => contents.executeJavaScript(code),
  })
  return frame
}
