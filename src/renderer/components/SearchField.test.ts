import { beforeEach, expect, it } from 'vitest'
import { createApp, h, ref } from 'vue'
import SearchField from './SearchField.vue'

const text = ref('')
let expected: string[]
let input: HTMLInputElement

beforeEach(() => {
  document.body.innerHTML = '<main></main>'
  expected = []
  text.value = ''
  const facts = { label: 'Search', hint: '', clear: 'Clear' }
  createApp(() =>
    h(SearchField, {
      ...facts,
      modelValue: text.value,
      'onUpdate:modelValue': (now: string) => (text.value = now),
      onExpect: (next: string) => expected.push(next),
    }),
  ).mount('main')
  input = document.querySelector('input') ?? document.createElement('input')
})

function type(data: string | null, inputType = 'insertText'): void {
  input.dispatchEvent(new InputEvent('beforeinput', { data, inputType, bubbles: true }))
}

it('says what the text is about to be', () => {
  input.value = 'adalove'
  input.setSelectionRange(3, 3)
  type(' ')
  input.setSelectionRange(0, 7)
  type('z')
  expect(expected).toEqual(['ada love', 'z'])
})

it('says nothing where that is not sure', () => {
  input.value = 'a'.repeat(500)
  input.setSelectionRange(500, 500)
  // No more goes in.
  type('b')
  type(null, 'deleteContentBackward')
  type('あ', 'insertCompositionText')
  expect(expected).toEqual([])
})
