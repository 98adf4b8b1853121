import { describe, expect, it } from 'vitest'
import { readAddress, requireSecure } from './address'

const live = 'https://spaces.nexudus.com'

describe('a space’s address', () => {
  it.each<[string, string, string | null]>([
    ['northlight', live, 'https://northlight.spaces.nexudus.com'],
    ['  Northlight ', live, 'https://northlight.spaces.nexudus.com'],
    ['northlight.spaces.nexudus.com', live, 'https://northlight.spaces.nexudus.com'],
    ['https://northlight.spaces.nexudus.com/en/login', live, 'https://northlight.spaces.nexudus.com'],
    ['spaces.nexudus.com', live, null],
    [
      'northlight.spacesstaging.nexudus.com',
      'https://spacesstaging.nexudus.com',
      'https://northlight.spacesstaging.nexudus.com',
    ],
    ['members.example.com', 'https://members.example.com', 'https://members.example.com'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
    ['127.0.0.1:4010', 'http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
    ['localhost:4010', 'http://localhost:4010', 'http://localhost:4010'],
    ['http://harbour.localhost:4010', 'http://harbour.localhost:4010', 'http://harbour.localhost:4010'],
    ['Harbour.localhost:4010', 'http://harbour.localhost:4010', 'http://harbour.localhost:4010'],
    ['http://[::1]:4010', 'http://[::1]:4010', 'http://[::1]:4010'],
  ])('%j', (typed, api, portal) => {
    expect(readAddress(typed)).toEqual({ api, portal })
  })

  it.each<[string, string]>([
    ['', 'address-required'],
    ['   ', 'address-required'],
    ['http://northlight.spaces.nexudus.com', 'address-insecure'],
    ['http://192.168.1.9', 'address-insecure'],
    ['http://127.0.0.1.example.com', 'address-insecure'],
    ['http://localhost.example.com', 'address-insecure'],
    ['http://harbour.localhost.example.com', 'address-insecure'],
    ['http://notlocalhost', 'address-insecure'],
    ['ftp://northlight', 'address-invalid'],
    ['javascript:alert(1)', 'address-invalid'],
    ['https://user:pass@northlight.example', 'address-invalid'],
    ['north light', 'address-invalid'],
    ['https://', 'address-invalid'],
  ])('%j is %s', (typed, code) => {
    expect(() => readAddress(typed)).toThrow(expect.objectContaining({ code }) as Error)
  })
})

describe('an address from anywhere', () => {
  it.each(['https://usher.example', 'http://127.0.0.1:4010', 'http://[::1]:4010'])(
    '%s is safe',
    (address) => {
      expect(() => requireSecure(address)).not.toThrow()
    },
  )

  it.each<[string, string]>([
    ['http://usher.example', 'address-insecure'],
    ['ftp://127.0.0.1', 'address-insecure'],
    ['usher', 'address-invalid'],
  ])('%s is %s', (address, code) => {
    expect(() => requireSecure(address)).toThrow(expect.objectContaining({ code }) as Error)
  })
})
