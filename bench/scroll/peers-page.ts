import { useVirtualizer } from '@tanstack/vue-virtual'
import { NDataTable } from 'naive-ui'
import { createApp, defineComponent, h, ref, type App, type Component } from 'vue'

/** The other grids, in the page. Both have all people in the page's own memory, where Usher's asks main for each block. */
interface Person {
  readonly id: number
  readonly cells: readonly string[]
}

declare global {
  interface Window {
    usherPeers: { show(which: 'naive' | 'tanstack', people: number): void; hide(): void }
  }
}

const headings = ['Name', 'Email', 'Full admin', 'Active', '2FA', 'Last access', 'Changes']
const rowHeight = 32

const peopleOf = (count: number): Person[] =>
  Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    cells: [`Person ${index}`, `person.${index}@northlight.example`, '–', '✓', '–', '17 Jan 2026', ''],
  }))

const naive = (people: readonly Person[]): Component =>
  defineComponent(() => {
    const columns = headings.map((title, index) => ({
      key: title,
      title,
      ellipsis: true,
      render: (person: Person) => person.cells[index],
    }))
    return () =>
      h(NDataTable, {
        ...{ columns, data: people as never, virtualScroll: true, flexHeight: true, bordered: false },
        ...{ rowKey: (person: Person) => person.id, minRowHeight: rowHeight, size: 'small' },
        style: { height: '100%' },
      })
  })

const tanstack = (people: readonly Person[]): Component =>
  defineComponent(() => {
    const scroller = ref<HTMLElement | null>(null)
    const virtual = useVirtualizer({
      count: people.length,
      getScrollElement: () => scroller.value,
      estimateSize: () => rowHeight,
      overscan: 4,
    })
    const row = ({ index, start }: { readonly index: number; readonly start: number }) =>
      h(
        'div',
        {
          ...{ key: index, role: 'row' },
          style: `position:absolute;inset:0 0 auto;height:${rowHeight}px;transform:translateY(${start}px);display:grid;grid-template-columns:repeat(7,1fr)`,
        },
        people[index]?.cells.map((text) =>
          h('div', { role: 'gridcell', title: text, style: 'overflow:hidden;text-overflow:ellipsis' }, text),
        ),
      )
    return () =>
      h('div', { ref: scroller, class: 'tanstack', role: 'grid', style: 'height:100%;overflow:auto' }, [
        h(
          'div',
          { style: `position:relative;height:${virtual.value.getTotalSize()}px` },
          virtual.value.getVirtualItems().map(row),
        ),
      ])
  })

let app: App | null = null
const place = document.createElement('div')
// As large as Usher's own grid.
place.style.cssText = 'position:fixed;inset:56px 0 36px 168px;z-index:9;background:white;color:black'

window.usherPeers = {
  show(which, count) {
    const people = peopleOf(count)
    document.body.append(place)
    app = createApp(which === 'naive' ? naive(people) : tanstack(people))
    app.mount(place)
  },
  hide() {
    app?.unmount()
    app = null
    place.remove()
  },
}
