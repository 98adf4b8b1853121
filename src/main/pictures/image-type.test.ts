import { expect, it } from 'vitest'
import { imageType } from './image-type'

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))

it.each([
  ['\x89PNG\r\n\x1a\n…', 'image/png'],
  ['\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
  ['GIF87a', 'image/gif'],
  ['GIF89a', 'image/gif'],
  ['RIFF\x24\0\0\0WEBPVP8 ', 'image/webp'],
  ['RIFF\n\0\0\0WEBPVP8 ', 'image/webp'],
])('knows %j', (text, type) => {
  expect(imageType(bytes(text))).toBe(type)
})

it.each([
  '',
  'null',
  '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '<!doctype html>',
  ' \x89PNG\r\n\x1a\n',
  'RIFF\x24\0\0\0WAVEfmt ',
  'GIF88a',
  'BM6',
  '%PDF-1.7',
])('takes %j for no picture', (text) => {
  expect(imageType(bytes(text))).toBeNull()
})
