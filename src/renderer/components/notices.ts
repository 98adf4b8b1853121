import { shallowRef } from 'vue'
import { announce } from './announce'

/** One line about what just happened, with the way back and at most one other thing to do. It stays until it is dismissed. */
export interface Notice {
  readonly kind: 'info' | 'bad'
  readonly text: string
  readonly undo?: () => void
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** The window's notice; a new one takes the place of the old. */
export const notice = shallowRef<Notice | null>(null)

export function notify(news: Notice): void {
  notice.value = news
  announce(news.text)
}

export function dismiss(): void {
  notice.value = null
}
