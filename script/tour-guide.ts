import { mkdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'

export const size = { width: 1280, height: 800 } as const

/** Tells what the tour does, step by step, and takes its pictures. */
export class Guide {
  #steps = 0
  #pictures = 0
  #current = ''
  #notes: string[] = []
  readonly #began = performance.now()

  /**
   * @param folder emptied; the pictures go there
   * @param page the page as it is now; it is another one after a restart
   */
  constructor(
    readonly folder: string,
    readonly page: () => Page,
  ) {}

  async begin(version: string): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true })
    mkdirSync(this.folder, { recursive: true })
    const host = process.env['ELECTRON_OVERRIDE_DIST_PATH']
    console.log(
      `\nA tour of Usher ${version}, in ${host ? 'a Chromium that stands in for Electron' : 'Electron'}\n`,
    )
    await this.page().emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  }

  /** @param run throws when what is told is not so; may return words to add */
  async step(told: string, run: () => Promise<string | undefined> | Promise<void>): Promise<void> {
    this.#current = told
    this.#notes = []
    const began = performance.now()
    const more = await run()
    this.#steps++
    const number = String(this.#steps).padStart(2)
    console.log(`✓ ${number}. ${told}${more ? ` (${more})` : ''}, ${seconds(began)}`)
    for (const note of this.#notes) console.log(`       ${note}`)
  }

  /** A window of the size of the pictures, whatever its frame takes. */
  async fitWindow(app: ElectronApplication): Promise<void> {
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      for (const window of BrowserWindow.getAllWindows()) window.setContentSize(width, height)
    }, size)
    await this.page().emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await this.page().waitForFunction(
      ({ width, height }) => innerWidth === width && innerHeight === height,
      size,
    )
  }

  async picture(name: string, theme: 'light' | 'dark' | 'both' = 'light'): Promise<void> {
    const number = String(++this.#pictures).padStart(2, '0')
    if (theme !== 'dark') await this.#take(`${number}-${name}.png`)
    if (theme === 'light') return
    await this.page().emulateMedia({ colorScheme: 'dark' })
    await this.#take(`${number}-${name}-dark.png`)
    await this.page().emulateMedia({ colorScheme: 'light' })
  }

  async #take(file: string): Promise<void> {
    const path = join(this.folder, file)
    const bytes = await this.page().screenshot({ path, scale: 'css', animations: 'disabled', caret: 'hide' })
    // The size stands at a fixed place of every PNG.
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
    if (width !== size.width || height !== size.height)
      throw new Error(`the picture ${file} is ${width} × ${height}, not ${size.width} × ${size.height}`)
    this.#notes.push(relative(process.cwd(), path))
  }

  end(): void {
    console.log(
      `\nAll ${this.#steps} steps did what they say, ${seconds(this.#began)}. The pictures are in tour/.`,
    )
  }

  /** Says which step failed and why, and leaves what was on the screen. */
  async fail(error: unknown, output: readonly string[]): Promise<void> {
    console.error(`✗ ${String(this.#steps + 1).padStart(2)}. ${this.#current}`)
    const reason = error instanceof Error ? error.message : String(error)
    console.error(indent(reason))
    const said = plain(output.join('')).trim().split('\n').slice(-10).join('\n')
    if (said) console.error(`   The last that Usher wrote:\n${indent(said)}`)
    const path = join(this.folder, 'failed.png')
    const taken = await this.page()
      .screenshot({ path, scale: 'css', timeout: 5_000 })
      .catch(() => null)
    if (taken) console.error(`   What was on the screen: ${relative(process.cwd(), path)}`)
    console.error(`\nThe tour stopped after ${this.#steps} good steps.`)
  }
}

const seconds = (began: number): string => `${((performance.now() - began) / 1000).toFixed(1)} s`
/** What a program said, without the colours that are meant for a terminal. */
export const indent = (text: string): string => plain(text).trim().replace(/^/gm, '   │ ')
const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, '')
