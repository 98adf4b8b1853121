import { h, render } from 'vue'
import StateMark from '../../components/StateMark.vue'
import { t } from '../../i18n'
import type { Row } from '#shared/ipc/models'
import type { ShownState } from '../../records/states'
import { cellsOf, type Cell, type Facts } from './cells'
import { nameColumn, type Column } from './columns'
import { attributes, inOrder, make, textIn, textOf, type SetAttribute } from './elements'
import { Portrait, type AddressOf } from './portrait'

/**
 * Rows are drawn by hand and not by Vue: every key in the search field changes all values on the screen, and comparing
 * two hundred of them through components took most of the 16 ms there are (bench/search). What is already there is
 * never touched, since the browser lays out again whatever is.
 */
export interface RowLook {
  readonly index: number
  readonly columns: readonly Column[]
  /** Undefined while it is on its way. */
  readonly row: Row | undefined
  readonly facts: Facts
  readonly opened: boolean
  readonly selected: boolean
  /** The column of the grid's Tab stop, 0 for the box that selects, or -1 when it is in another row. */
  readonly active: number
}

const isSame = (look: RowLook, other: RowLook): boolean =>
  look.row === other.row &&
  look.index === other.index &&
  look.columns === other.columns &&
  look.facts === other.facts &&
  look.opened === other.opened &&
  look.selected === other.selected &&
  look.active === other.active

/** One drawn row, used for one person after another. Its elements stay: one of them may hold the focus. */
export class RowView {
  readonly element = make('div', 'person')
  private readonly set = attributes(this.element)
  private readonly check = new CheckView()
  private columns: readonly Column[] = []
  private cells: CellView[] = []
  private look: RowLook | null = null

  constructor(private readonly height: number) {
    this.element.setAttribute('role', 'row')
    this.element.append(this.check.element)
  }

  show(look: RowLook): void {
    // A click of its own may have turned the box.
    this.check.show(look.selected, look.active === 0)
    if (this.look && isSame(look, this.look)) return
    this.look = look
    const { index, columns, row, facts, opened, selected, active } = look
    const cells = row && cellsOf(row, columns, facts)
    if (columns !== this.columns) this.place(columns)
    this.set('aria-rowindex', String(index + 2))
    this.set('aria-selected', String(selected))
    this.set('aria-current', opened ? 'true' : null)
    this.set('aria-busy', cells ? null : 'true')
    this.set(
      'class',
      `person${row && row.pending.length > 0 ? ' changed' : ''}${opened ? ' opened' : ''}${selected ? ' selected' : ''}`,
    )
    this.set('style', `top: ${index * this.height}px`)
    this.cells.forEach((view, place) => view.show(cells?.[place] ?? null, place + 1 === active))
  }

  /** Nobody sees it, nor hears of it, until it is shown again. */
  rest(): void {
    if (!this.look) return
    this.look = null
    this.set('class', 'person spare')
    this.set('aria-rowindex', null)
    this.set('style', null)
    this.check.show(false, false)
    for (const cell of this.cells) cell.rest()
  }

  /** Shows the picture of whoever the row is about, where there is one. */
  showPicture(addressOf: AddressOf): void {
    for (const cell of this.cells) cell.showPicture(addressOf)
  }

  /** A cell whose column stays keeps its element, and the focus if it has that. */
  private place(columns: readonly Column[]): void {
    const before = new Map(this.cells.map((view, place) => [this.columns[place]?.id, view]))
    this.cells = columns.map(({ id }) => before.get(id) ?? new CellView())
    inOrder(this.element, [this.check, ...this.cells])
    columns.forEach((column, place) => this.cells[place]?.place(column, place))
    this.check.names(this.cells[columns.findIndex(({ id }) => id === nameColumn)]?.element)
    this.columns = columns
  }
}

let boxes = 0

/** The box that selects a row: the same for each, so that nothing of it is touched while somebody searches. */
class CheckView {
  readonly element = make('div', 'cell check')
  private readonly box = make('input', 'check-box')
  private readonly set = attributes(this.box)
  private readonly id = `select-${++boxes}`

  constructor() {
    this.element.setAttribute('role', 'gridcell')
    this.element.setAttribute('aria-colindex', '1')
    // The cell that is named by the person is the one with the name.
    this.element.ariaLabel = t('people.selection.select')
    this.box.type = 'checkbox'
    this.box.id = this.id
    this.box.ariaLabel = t('people.selection.select')
    this.element.append(this.box)
  }

  /** Takes the name of whoever stands in another cell. */
  names(name: HTMLElement | undefined): void {
    if (!name) return
    name.id = `${this.id}-name`
    this.set('aria-labelledby', `${this.id} ${name.id}`)
  }

  show(selected: boolean, active: boolean): void {
    this.set('tabindex', active ? '0' : '-1')
    if (this.box.checked !== selected) this.box.checked = selected
  }
}

class CellView {
  readonly element = make('div', 'cell')
  private readonly set = attributes(this.element)
  private maker: Maker | null = null
  private content: Content<Cell> | null = null
  private changed: HTMLElement | null = null

  constructor() {
    this.element.setAttribute('role', 'gridcell')
  }

  place({ id, x, width }: Column, place: number): void {
    this.set('aria-colindex', String(place + 2))
    this.set('data-pinned', id === nameColumn ? '' : null)
    this.element.style.setProperty('--x', `${x}px`)
    this.element.style.width = `${width}px`
  }

  /** That a value is changed shows in its looks alone: it is said too, and not in a label, which would hide the text. */
  private tellChanged(pending: boolean, label: string | null | undefined): void {
    if (!pending) return this.changed?.remove()
    if (label) return this.set('aria-label', `${label}, ${t('people.changed')}`)
    if (!this.changed) {
      this.changed = make('span', 'vh')
      this.changed.textContent = `, ${t('people.changed')}`
    }
    if (this.changed.parentElement !== this.element) this.element.append(this.changed)
  }

  show(cell: Cell | null, active: boolean): void {
    this.set('tabindex', active ? '0' : '-1')
    const maker = contents[cell?.kind ?? 'wait']
    if (maker !== this.maker) {
      this.maker = maker
      this.content = maker(this.set)
      this.element.replaceChildren(...this.content.nodes)
    }
    const looks = cell ? this.content?.show(cell) : undefined
    this.set('class', `cell${cell?.pending ? ' pending' : ''}${looks ? ` ${looks}` : ''}`)
    const words = cell && this.content?.words?.(cell)
    this.set('aria-label', words || null)
    this.tellChanged(cell?.pending ?? false, words)
  }

  rest(): void {
    this.set('tabindex', '-1')
    this.content?.rest?.()
  }

  showPicture(addressOf: AddressOf): void {
    this.content?.showPicture?.(addressOf)
  }
}

/** What stands in a cell, by the kind of its value. */
interface Content<C> {
  readonly nodes: readonly Node[]
  /** @returns the classes of the cell */
  show(cell: C): string
  /** What is read aloud, where that is not the cell's text. */
  words?(cell: C): string | null
  showPicture?(addressOf: AddressOf): void
  rest?(): void
}
type Of<K extends Cell['kind']> = Extract<Cell, { kind: K }>

type Maker = (cell: SetAttribute) => Content<Cell>
/** Every box costs a key its part of the 16 ms: a cell holds its text itself wherever it can. */
const contents: { readonly [K in Cell['kind']]: (cell: SetAttribute) => Content<Of<K>> } & {
  wait: () => Content<never>
} = {
  name() {
    const [portrait, name] = [new Portrait(), make('bdi', '')]
    name.dir = 'auto'
    const [text, set] = [textIn(name), attributes(name)]
    return {
      nodes: [portrait.element, name],
      showPicture: (addressOf) => portrait.showPicture(addressOf),
      rest: () => portrait.rest(),
      show(cell) {
        portrait.show(cell)
        text(cell.text)
        set('title', cell.text)
        set('class', cell.tight ? 'cut' : null)
        return cell.unnamed ? 'muted' : ''
      },
    }
  },
  email(set) {
    // What is left of it would be read as another one.
    const [whole, left] = [make('span', 'vh'), make('span', '')]
    left.ariaHidden = 'true'
    const [read, seen] = [textIn(whole), textIn(left)]
    return {
      nodes: [whole, left],
      show(cell) {
        read(cell.text)
        seen(cell.shown)
        set('title', cell.text)
        return ''
      },
    }
  },
  flag: plain,
  text: plain,
  state() {
    const holder = make('span', 'holder')
    let shown = ''
    return {
      nodes: [holder],
      show({ state, short }) {
        const now = state ? `${state} ${short}` : ''
        if (now !== shown) holder.replaceChildren(...(state ? [stateMark(state, short)] : []))
        shown = now
        return ''
      },
    }
  },
  wait: () => {
    const bar = make('span', 'wait')
    bar.ariaHidden = 'true'
    return { nodes: [bar], show: () => '' }
  },
}

/** A text or a mark, in the same elements: one column can have now this and now that. */
function plain(set: SetAttribute): Content<Of<'flag' | 'text'>> {
  const node = document.createTextNode('')
  const text = textOf(node)
  return {
    nodes: [node],
    show(cell) {
      const isFlag = cell.kind === 'flag'
      text(isFlag ? '' : cell.text)
      set('title', isFlag ? null : cell.title || null)
      if (isFlag) return `flag${cell.on ? ' on' : ''}${cell.on && cell.strong ? '' : ' muted'}`
      return `figures${cell.tight ? ' cut' : ''}${cell.muted ? ' muted' : ''}`
    },
    words: (cell) => (cell.kind === 'flag' ? cell.text : null),
  }
}

const marks = new Map<string, Node>()

/** The mark that all of Usher shows, drawn once for each state and copied from then on. */
function stateMark(state: ShownState, short: boolean): Node {
  const key = `${state} ${short}`
  let mark = marks.get(key)
  if (!mark) {
    const holder = make('div', '')
    render(h(StateMark, { state, short }), holder)
    mark = holder.firstElementChild ?? holder
    marks.set(key, mark)
  }
  return mark.cloneNode(true)
}
