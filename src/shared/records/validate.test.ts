import { describe, expect, it } from 'vitest'
import { profileField } from './profile-fields'
import { validate } from './validate'

const check = (name: string, value: string | number | null) => {
  const field = profileField(name)
  if (!field) throw new Error(name)
  return validate(field, value)
}

describe('a website', () => {
  it.each([
    ...[
      'https://harbour.example',
      'http://harbour.example/a?b#c',
      'harbour.example',
      'www.harbour.example/team',
    ],
    ...['', null, 'https://bücher.example', 'harbour.example:8080/a'],
  ])('takes %j', (value) => expect(check('ProfileWebsite', value)).toBeNull())

  it.each([
    ...['javascript:alert(1)', 'data:text/html,x', 'mailto:a@b.example', 'ftp://harbour.example'],
    ...[
      'my site',
      'https://',
      'harbour',
      'https://a b.example',
      'https://me:secret@harbour.example',
      '.example',
    ],
  ])('refuses %j', (value) => expect(check('ProfileWebsite', value)).toBe('website'))
})

describe('an account elsewhere', () => {
  it.each([
    '@zoë',
    'zoe.m_1',
    'live:zoe.m',
    'https://social.example/zoe',
    'linkedin.example/in/zoe-m',
    '',
    null,
  ])('takes %j', (value) => expect(check('Linkedin', value)).toBeNull())

  it.each(['javascript:alert(1)', 'zoe müller', '@', 'https://zoe', 'a/b'])('refuses %j', (value) =>
    expect(check('Linkedin', value)).toBe('account'),
  )
})

it('takes no emptying of what an update cannot empty', () => {
  expect([check('CountryId', null), check('Gender', null), check('FullName', ' ')]).toEqual([
    ...['choice', 'choice', 'required'],
  ])
  expect([check('CountryId', 1203), check('Gender', 0), check('DateOfBirth', null)]).toEqual([
    null,
    null,
    null,
  ])
})
