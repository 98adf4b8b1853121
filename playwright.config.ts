import { defineConfig } from '@playwright/test'
import './e2e/runtime'

/** The specs drive the built bundles through Playwright's own Electron driver, in the runtime e2e/runtime.ts chooses. */
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
