import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'

/**
 * The specs drive the built bundles through Playwright's own Electron driver. Where Electron's binary is installed they
 * run in it; elsewhere `e2e/host` stands in for its runtime, chosen by this one variable.
 */
const root = import.meta.dirname
const hasElectron = existsSync(resolve(root, 'node_modules/electron/path.txt'))
if (!hasElectron) process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= resolve(root, 'e2e/host')

export default defineConfig({
  testDir: 'e2e',
  // The Secret Service is Linux's keychain. Elsewhere the other specs use the system's; the run says so.
  testIgnore: process.platform === 'linux' ? [] : ['keychain.spec.ts'],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 1,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'test-results/results.json' }]],
  globalSetup: './e2e/say-runtime.ts',
})
