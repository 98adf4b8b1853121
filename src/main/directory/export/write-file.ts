import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Writes texts into a file, one after the other. It stands under its name only once all of it is on disk: what was there
 * before stays until then, and for good when the writing fails.
 * @returns the file's name
 * @throws what the disk throws
 */
export async function writeFile(path: string, texts: AsyncIterable<string>): Promise<string> {
  const name = basename(path)
  const unfinished = join(dirname(path), `.${name}.unfinished`)
  const file = await open(unfinished, 'w')
  try {
    for await (const text of texts) await file.write(text)
    await file.sync()
    await file.close()
    await rename(unfinished, path)
    return name
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(unfinished, { force: true })
    throw error
  }
}
