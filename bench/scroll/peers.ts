import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'

/** The peers as one script that can be run in a page, made as the renderer's own bundle is: minified, for production. */
export async function bundlePeers(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-bench-peers-'))
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      define: {
        'process.env.NODE_ENV': '"production"',
        __VUE_OPTIONS_API__: 'true',
        __VUE_PROD_DEVTOOLS__: 'false',
      },
      build: {
        outDir: folder,
        lib: {
          entry: resolve(import.meta.dirname, 'peers-page.ts'),
          formats: ['iife'],
          name: 'peers',
          fileName: () => 'peers.js',
        },
      },
    })
    return readFileSync(join(folder, 'peers.js'), 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}
