import inspector from 'node:inspector'

/**
 * Opens Node's inspector for --inspect and --inspect-brk. It prints `Debugger listening on ws://…` to stderr, the
 * line by which a debugger or a test driver finds this process.
 * @param {Map<string, string>} switches
 */
export function openInspector(switches) {
  const wait = switches.has('inspect-brk')
  const address = switches.get('inspect-brk') ?? switches.get('inspect')
  if (address === undefined) return
  const [, host = '127.0.0.1', port = '9229'] = /^(?:(.*):)?(\d+)?$/.exec(address) ?? []
  inspector.open(Number(port), host || '127.0.0.1', wait)
}
