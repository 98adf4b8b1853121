import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// A plain Node process that imports `electron` would try to download it: units never do, and this says so by name.
const alias = { electron: resolve(import.meta.dirname, 'src/main/electron-in-units.ts') }

export default defineConfig({
  plugins: [vue()],
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'src/{shared,main,space,preload}/**/*.test.ts',
            'script/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['src/renderer/**/*.test.ts'],
          server: { deps: { inline: ['naive-ui'] } },
        },
      },
    ],
  },
})
