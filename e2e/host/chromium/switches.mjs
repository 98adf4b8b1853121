/** Read by this host itself, or replaced by its own choice. */
const NOT_FOR_CHROMIUM = new Set([
  'inspect',
  'inspect-brk',
  'no-sandbox',
  'remote-debugging-pipe',
  'user-data-dir',
])

/** Parts of Chromium that would talk to its maker, or get between the app and its page. */
const DISABLED_FEATURES = [
  'AimEnabled',
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'DialMediaRouteProvider',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'InterestFeedContentSuggestions',
  'IsolateOrigins',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'Translate',
  'site-per-process',
]

const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--no-pings',
  '--no-service-autorun',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-field-trial-config',
  '--disable-gpu',
  '--disable-infobars',
  '--disable-quic',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  // One process for a page and its frames: their requests then pass the one place where this host sees them.
  '--disable-site-isolation-trials',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  '--no-proxy-server',
]

/** No name but loopback's has an address, so nothing in Chromium can leave the machine. */
const LOOPBACK_ONLY =
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]'

export const headed = process.env['USHER_HOST_HEADED'] === '1'

/**
 * The command line for Chromium.
 * @param {string} profile
 * @param {Map<string, string>} requested the app's own switches
 */
export function chromiumSwitches(profile, requested) {
  const switches = [...QUIET, LOOPBACK_ONLY, '--remote-debugging-pipe', `--user-data-dir=${profile}`]
  if (!headed) switches.push('--headless=new', '--screen-info={1920x1080}', '--hide-scrollbars=false')
  if (needsNoSandbox()) switches.push('--no-sandbox')
  switches.push(`--disable-features=${withOwn(DISABLED_FEATURES, requested.get('disable-features'))}`)
  const known = new Set(switches.map((each) => each.replace(/^--|=.*$/gs, '')))
  for (const [name, value] of requested) {
    if (!NOT_FOR_CHROMIUM.has(name) && !known.has(name))
      switches.push(value ? `--${name}=${value}` : `--${name}`)
  }
  return switches
}

/** Chromium refuses to run its sandbox as root. Elsewhere it stays on, although test drivers ask for it to be off. */
function needsNoSandbox() {
  return process.getuid?.() === 0 || process.env['USHER_HOST_NO_SANDBOX'] === '1'
}

/**
 * @param {string[]} own
 * @param {string | undefined} requested
 */
function withOwn(own, requested) {
  return [...new Set([...own, ...(requested ?? '').split(',')])].filter(Boolean).join(',')
}
