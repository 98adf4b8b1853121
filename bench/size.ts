import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Group, Metric } from './metric'
import { root } from './runtime'

const out = join(root, 'out')

/**
 * Most bytes, raw. What is compiled at every start has a budget, because every byte of it is paid before the first
 * frame: about a quarter more than the product needed when the budget was set, so that growth is decided and does not
 * just happen. The helpers are loaded beside that, the window's other screens (`renderer.later`) once it rests, and the
 * fonts are fixed by what scripts people's names are in.
 */
const budgets: Readonly<Record<string, number>> = {
  main: 210_000,
  preload: 36_000,
  'renderer.js': 700_000,
  'renderer.css': 44_000,
}

/** Bytes of the bundles as built, and as they would be in an archive. */
export const size: Group = {
  name: 'size',
  run: (report) => {
    const helpers = ['database', 'keychain', 'space'] as const
    const shared = filesIn('main/chunks', '.js')
    report(measure('main', ['main/index.js', ...shared]))
    for (const helper of helpers) report(measure(helper, [`main/${helper}.js`]))
    report(measure('preload', ['preload/index.cjs']))
    const page = readFileSync(join(out, 'renderer/index.html'), 'utf8')
    for (const kind of ['js', 'css']) {
      const files = filesIn('renderer/assets', `.${kind}`)
      const isFirst = (name: string): boolean => page.includes(`./${name.slice('renderer/'.length)}`)
      report(measure(`renderer.${kind}`, files.filter(isFirst)))
      report(
        measure(
          `renderer.later.${kind}`,
          files.filter((name) => !isFirst(name)),
        ),
      )
    }
    report(measure('renderer.fonts', filesIn('renderer/assets', '.woff2')))
    return Promise.resolve()
  },
}

function filesIn(folder: string, extension: string): string[] {
  return readdirSync(join(out, folder))
    .filter((name) => extname(name) === extension)
    .map((name) => `${folder}/${name}`)
}

function measure(part: string, files: readonly string[]): Metric {
  const contents = files.map((file) => readFileSync(join(out, file)))
  const sum = (sizes: readonly number[]): number => sizes.reduce((total, each) => total + each, 0)
  return {
    ...{ name: `size.${part}`, unit: 'bytes', limit: budgets[part] ?? null },
    value: sum(contents.map((content) => content.length)),
    extra: { gzip: sum(contents.map((content) => gzipSync(content).length)), files: files.length },
  }
}
