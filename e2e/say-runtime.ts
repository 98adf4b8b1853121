/** Says at the top of a run what stands behind the specs, so that no report can be mistaken for the other. */
export default function sayRuntime(): void {
  const host = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (process.platform !== 'linux')
    console.log('Not run here: keychain.spec.ts, which needs a Secret Service')
  console.log(host ? 'Runtime: e2e/host (Node and an installed Chromium)' : 'Runtime: Electron')
}
