import { afterEach, describe, expect, it, vi } from 'vitest'
import { t } from '../i18n'
import { commandIds, commandOf, commands, keyWords, provide, run } from './registry'

const press = (key: string, held: Partial<KeyboardEventInit> = {}) =>
  new KeyboardEvent('keydown', { key, ...held })

describe('commands', () => {
  it('are listed once, each with words', () => {
    expect(commands.map(({ id }) => id)).toEqual([...commandIds])
    for (const { id, label } of commands) {
      expect(label).toBe(`commands.${id}`)
      expect(t(label)).not.toBe(label)
    }
  })

  it('have keys of their own', () => {
    const keys = commands.flatMap(({ key }) => key ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('doing a command', () => {
  const back: (() => void)[] = []
  afterEach(() => back.splice(0).forEach((take) => take()))

  it('asks whoever can do it now, the last first', () => {
    const shell = vi.fn()
    const screen = vi.fn()
    back.push(provide('apply', shell))
    const leave = provide('apply', screen)
    expect(run('apply')).toBe(true)
    expect(screen).toHaveBeenCalledOnce()
    expect(shell).not.toHaveBeenCalled()
    leave()
    run('apply')
    expect(shell).toHaveBeenCalledOnce()
  })

  it('does nothing for what no one can do, or no one knows', () => {
    expect(run('search')).toBe(false)
    expect(run('format-disk')).toBe(false)
  })
})

describe('keys', () => {
  it('are held with Ctrl, and with Command on macOS', () => {
    expect(commandOf(press('f', { ctrlKey: true }), false)).toBe('search')
    expect(commandOf(press('f', { metaKey: true }), true)).toBe('search')
    expect(commandOf(press('f', { ctrlKey: true }), true)).toBeNull()
    expect(commandOf(press('Enter', { ctrlKey: true }), false)).toBe('review')
  })

  it.each([{}, { ctrlKey: true, shiftKey: true }, { ctrlKey: true, altKey: true }])(
    'are nothing with other keys held',
    (held) => expect(commandOf(press('f', held), false)).toBeNull(),
  )

  it('are shown as people read them', () => {
    expect(keyWords('search', false)).toBe('Ctrl+F')
    expect(keyWords('search', true)).toBe('⌘F')
    expect(keyWords('review', false)).toBe('Ctrl+Enter')
    expect(keyWords('people', false)).toBe('')
  })
})
