import fc from 'fast-check'
import { createApp, h } from 'vue'
import { expect, it } from 'vitest'
import { markdownNodes } from './markdown'

function draw(text: string): HTMLElement {
  const root = document.createElement('div')
  const app = createApp({ render: () => h('div', [...markdownNodes(text)]) })
  app.mount(root)
  return root.firstElementChild as HTMLElement
}

it('shows what is meant', () => {
  const root = draw(
    '## About\n\nI **work** with _wood_,\nnot ~~steel~~ & `iron`.\n\n- oak\n- ash\n\n1. one\n\n> said',
  )
  expect(root.innerHTML).toBe(
    [
      '<p class="heading">About</p>',
      '<p>I <strong>work</strong> with <em>wood</em>,<br>not <del>steel</del> &amp; <code>iron</code>.</p>',
      '<ul><li>oak</li><li>ash</li></ul><ol><li>one</li></ol><blockquote><p>said</p></blockquote>',
    ].join(''),
  )
})

it.each([
  ...[
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    'a <b onclick="x()">b</b>',
    '<iframe src="//x">',
  ],
  ...[
    '![pixel](https://tracker.example/p.png)',
    '[a](javascript:alert(1))',
    '<https://x.example>',
    '<style>*{}</style>',
  ],
])('makes nothing of %s that acts, loads or leads anywhere', (text) => {
  const root = draw(text)
  expect(
    root.querySelector('img, script, iframe, style, a, link, b, [onclick], [onerror], [src], [href]'),
  ).toBeNull()
})

it('keeps the words of a tag, and the description of a picture', () => {
  expect(draw('a <b>bold</b> claim').textContent).toBe('a <b>bold</b> claim')
  expect(draw('![my dog](https://x.example/d.png)').textContent).toBe('my dog')
})

const known =
  'div, p, strong, em, del, code, pre, br, hr, ul, ol, li, blockquote, span, table, thead, tbody, tr, th, td'

it('draws whatever is typed with these elements alone', () => {
  const piece = fc.constantFrom(
    ...[
      '<',
      '>',
      'script',
      '![',
      '](',
      ')',
      'javascript:',
      '*',
      '_',
      '`',
      '#',
      '\n',
      '\n\n',
      '- ',
      '> ',
      '|',
      '&lt;',
      '"',
    ],
  )
  const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 30 })
  fc.assert(
    fc.property(text, (pieces) => {
      for (const element of draw(pieces.join('')).querySelectorAll('*'))
        expect(element.matches(known), element.outerHTML).toBe(true)
    }),
  )
})
