import { Lexer, type Token, type Tokens } from 'marked'
import { h, type VNode } from 'vue'

type Part = VNode | string

/**
 * A text in Markdown as nodes of ours. The library only takes it apart; nothing of it is ever HTML: tags are shown as the
 * text they are, pictures as their description, and links as their words with the address beside the pointer, because a
 * preview leads nowhere and loads nothing.
 */
export function markdownNodes(text: string): readonly VNode[] {
  return new Lexer({ gfm: true, breaks: true }).lex(text).flatMap((token) => block(token) ?? [])
}

const parts = (tokens: readonly Token[] | undefined): Part[] =>
  (tokens ?? []).flatMap((token) => inline(token))

function block(token: Token): VNode | null {
  switch (token.type) {
    case 'space':
    case 'def':
      return null
    case 'heading':
      // Headings of a page are not a text's to make.
      return h('p', { class: 'heading' }, parts(token.tokens))
    case 'list': {
      const list = token as Tokens.List
      const items = list.items.map((item) => h('li', item.tokens.flatMap(inList)))
      return h(list.ordered ? 'ol' : 'ul', items)
    }
    case 'blockquote':
      return h(
        'blockquote',
        (token.tokens ?? []).flatMap((inner) => block(inner) ?? []),
      )
    case 'code':
      return h('pre', h('code', (token as Tokens.Code).text))
    case 'hr':
      return h('hr')
    case 'table':
      return table(token as Tokens.Table)
    case 'paragraph':
      return h('p', parts(token.tokens))
    default:
      return h('p', 'tokens' in token && token.tokens ? parts(token.tokens) : token.raw)
  }
}

/** What stands in an item is its words, without a paragraph around them. */
function inList(token: Token): Part[] {
  if (token.type === 'text') return parts(token.tokens)
  const node = block(token)
  return node ? [node] : []
}

function table({ header, rows }: Tokens.Table): VNode {
  const row = (cells: readonly Tokens.TableCell[], cell: 'th' | 'td'): VNode =>
    h(
      'tr',
      cells.map(({ tokens }) => h(cell, parts(tokens))),
    )
  return h('table', [
    h('thead', row(header, 'th')),
    h(
      'tbody',
      rows.map((cells) => row(cells, 'td')),
    ),
  ])
}

function inline(token: Token): Part[] {
  switch (token.type) {
    case 'strong':
    case 'em':
    case 'del':
      return [h(token.type, parts(token.tokens))]
    case 'codespan':
      return [h('code', (token as Tokens.Codespan).text)]
    case 'br':
      return [h('br')]
    case 'link': {
      const { href, tokens } = token as Tokens.Link
      return [h('span', { class: 'link', title: href }, parts(tokens))]
    }
    case 'image':
      return [(token as Tokens.Image).text]
    case 'escape':
      return [(token as Tokens.Escape).text]
    case 'text':
      return token.tokens ? parts(token.tokens) : [(token as Tokens.Text).text]
    default:
      return [token.raw]
  }
}
