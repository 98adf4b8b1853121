// Read by -r, as the last thing before the app's own main module: notes the time, gives the page a watch, and says on
// stdout when the page was ready. It runs the same in Electron. See ../README.md, ‘start’.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- what -r reads is CommonJS
const { app, session } = require('electron')

const now = () => performance.timeOrigin + performance.now()
const times = {}

/** Runs in the page, before the app's own script. `ready` is replaced by the condition that ends the measurement. */
const watch = `;(() => {
  if (globalThis.usherBench) return
  const now = () => performance.timeOrigin + performance.now()
  const script = now()
  globalThis.usherBench = new Promise((resolve) => {
    const check = () => {
      if (!(${process.env.USHER_BENCH_READY})) return
      observer.disconnect()
      const dom = now()
      // The callback comes right before the frame is drawn, the message right after.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve({ script, dom, painted: now() })
        port2.postMessage(null)
      })
    }
    const observer = new MutationObserver(check)
    observer.observe(document, { subtree: true, childList: true, attributes: true })
    check()
  })
})();\n`

app.whenReady().then(() => {
  times.ready = now()
  const { protocol } = session.defaultSession
  const handle = protocol.handle.bind(protocol)
  protocol.handle = (scheme, answer) => handle(scheme, async (request) => watched(await answer(request)))
})

/** Puts the watch in front of a script; a request more would cost time. */
async function watched(response) {
  const { status, headers } = response
  if (!/javascript/.test(headers.get('content-type') ?? '')) return response
  return new Response(watch + (await response.text()), { status, headers })
}

app.on('web-contents-created', (_event, contents) => {
  times.window = now()
  contents.once('did-finish-load', async () => {
    const page = await contents.executeJavaScript('globalThis.usherBench')
    process.stdout.write(`usher-bench ${JSON.stringify({ ...times, ...page })}\n`, () => app.quit())
  })
})

times.main = now()
