import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

const entry = (path: string): string => resolve(import.meta.dirname, path)

/** Every byte is read and compiled at every start. Names stay, so that a log's stack can be read. */
const compact = { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } } as const

export default defineConfig({
  main: {
    build: {
      sourcemap: true,
      // Only keytar (native) stays outside; everything else is bundled, so that a package carries no node_modules.
      externalizeDeps: { exclude: ['@hono/node-server', 'hono', 'jsonc-parser', 'valibot'] },
      rolldownOptions: {
        input: {
          index: entry('src/main/index.ts'),
          // Helpers of main that run beside it: SQLite and the people in worker threads, keytar and the demo space in
          // processes.
          database: entry('src/main/database/worker.ts'),
          people: entry('src/main/directory/people/worker.ts'),
          keychain: entry('src/main/account/keychain/helper.ts'),
          space: entry('src/space/helper.ts'),
        },
        external: ['keytar', '@photostructure/sqlite'],
        output: { minify: compact },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload must be one CommonJS file with nothing to require but electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: entry('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', minify: compact },
      },
    },
  },
  renderer: {
    root: entry('src/renderer'),
    plugins: [vue()],
    // The app:// handler replaces this by a fresh value at every load (src/main/window/app-scheme.ts).
    html: { cspNonce: '__CSP_NONCE__' },
    define: { __VUE_OPTIONS_API__: true, __VUE_PROD_DEVTOOLS__: false },
    build: {
      minify: true,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 700,
      rolldownOptions: {
        input: { index: entry('src/renderer/index.html') },
        // What the first frame needs is one file, since each costs a start a request; the screens that are not the
        // first are files of their own (src/renderer/later.ts). bench/size.ts watches both.
        output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
      },
    },
  },
})
