import { expect, it } from 'vitest'
import { profileFields, userFields, type Field } from '#shared/records/index'
import editor from '../../locales/en-GB/editor'
import fields from '../../locales/en-GB/fields'

const tables: readonly Field[] = [...userFields, ...profileFields]
const names = [...new Set(tables.map((field) => field.name))]

it('has a label for every field of both tables and for nothing else', () => {
  expect(Object.keys(fields).sort()).toEqual([...names].sort())
})

it('gives no two fields the same label', () => {
  const labels = Object.values(fields)
  expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([])
})

it('explains and words only what is in the table', () => {
  expect(Object.keys(editor.hints).filter((name) => !names.includes(name))).toEqual([])
  const choices = [...userFields, ...profileFields].filter((field) => field.type === 'choice')
  expect(Object.keys(editor.choices)).toEqual(choices.map((field) => field.name))
  for (const { name, choices: known } of choices)
    expect(Object.keys(editor.choices[name]).sort()).toEqual([...known].map(String).sort())
})
