import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { draft, openPerson, signedIn } from './actions'
import { expect, test } from './fixtures'
import type { RunningUsher } from './usher'

const grid = (page: Page): Locator => page.getByRole('grid', { name: 'People' })
const bar = (page: Page): Locator => page.getByRole('region', { name: 'Selection' })
const clipboard = ({ app }: RunningUsher): Promise<string> =>
  app.evaluate(({ clipboard }) => clipboard.readText())

/** Answers the system's dialog in the person's place: with a file of that name, or with none. */
async function answerDialog({ app }: RunningUsher, filePath: string | null): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    const answer = filePath === null ? { canceled: true, filePath: '' } : { canceled: false, filePath }
    Object.assign(dialog, { showSaveDialog: () => Promise.resolve(answer) })
  }, filePath)
}

test('the list as a file: its columns, its order, its drafts, and no formulas', async ({
  usher,
  space,
}, info) => {
  const running = await signedIn(usher, space)
  const { page } = running
  const editor = await openPerson(page, 'Grace Okonkwo')
  await draft(editor, 'Full name', '=HYPERLINK("http://x")')
  await page.getByLabel('Search people').fill('')
  await grid(page).getByRole('columnheader', { name: 'Email' }).click()
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '14')
  const file = info.outputPath('People.csv')
  await answerDialog(running, null)
  const button = page.getByRole('button', { name: 'Export this list as CSV' })
  await button.click()
  await expect(button).toHaveAttribute('aria-busy', 'false')
  await answerDialog(running, file)
  await button.click()
  await expect(page.getByText('13 people are in People.csv.').first()).toBeVisible()
  const lines = readFileSync(file, 'utf8').split('\r\n')
  expect(lines[0]).toBe('\uFEFFName,Email,Full admin,Active,2FA,Last access,Changes')
  expect(lines.length).toBe(15)
  const emails = lines.slice(1, 14).map((line) => /[^,]+@[^,]+/.exec(line)?.[0] ?? '')
  expect(emails).toEqual([...emails].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' })))
  const grace = lines.find((line) => line.includes('grace@northlight.example'))
  expect(grace).toMatch(
    /^"'=HYPERLINK\(""http:\/\/x""\)",grace@northlight\.example,Yes,Yes,.*,Saved on this computer$/,
  )
  expect(lines.some((line) => line.startsWith("'=SUM(A1:A9) Formula,"))).toBe(true)
  expect(readdirSync(info.outputPath())).toContain('People.csv')
  // What the person chose and no other file.
  expect(readdirSync(info.outputPath()).filter((name) => name.includes('unfinished'))).toEqual([])
  expect(statSync(file).size).toBeGreaterThan(1_000)
})

test('a file that cannot be written is told of, with what to do', async ({ usher, space }, info) => {
  const running = await signedIn(usher, space)
  await answerDialog(running, join(info.outputPath(), 'no folder', 'People.csv'))
  await running.page.getByRole('button', { name: 'Export this list as CSV' }).click()
  await expect(
    running.page.getByText(/The file could not be written\. .*Choose another folder/).first(),
  ).toBeVisible()
})

test('the selected are copied and exported, those out of sight too', async ({ usher, space }, info) => {
  const running = await signedIn(usher, space)
  const { page } = running
  await grid(page)
    .getByRole('row', { name: /Ada Northlight/ })
    .getByRole('checkbox')
    .click()
  await page.getByLabel('Search people').fill('grace okonkwo')
  await grid(page)
    .getByRole('row', { name: /Grace Okonkwo/ })
    .getByRole('checkbox')
    .click()
  await expect(bar(page)).toContainText('1 selected person is not in this list')
  await bar(page).getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByText('2 people are copied.').first()).toBeVisible()
  const lines = (await clipboard(running)).trimEnd().split('\n')
  expect(lines.map((line) => line.split('\t')[1])).toEqual([
    'Email',
    'ada@northlight.example',
    'grace@northlight.example',
  ])
  const file = info.outputPath('Two.csv')
  await answerDialog(running, file)
  await bar(page).getByRole('button', { name: 'Export CSV…' }).click()
  await expect(page.getByText('2 people are in Two.csv.').first()).toBeVisible()
  expect(readFileSync(file, 'utf8').trimEnd().split('\r\n').length).toBe(3)
  // Without a selection the keys copy the row one stands in.
  await bar(page).getByRole('button', { name: 'Clear' }).click()
  await expect(grid(page).getByRole('row', { name: /Grace/ }).locator(':focus')).toBeVisible()
  await page.keyboard.press('Control+c')
  await expect.poll(() => clipboard(running)).toMatch(/^Name\tEmail.*\nGrace Okonkwo\tgrace@.*\n$/)
})
