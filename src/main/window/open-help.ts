import { shell } from 'electron'

/** The only pages Usher opens in a browser. The window names a topic; it never hands over an address. */
const pages = {
  keychain: 'https://gitlab.gnome.org/GNOME/gnome-keyring',
  'password-reset': 'https://dashboard.nexudus.com/',
} as const
export type HelpTopic = keyof typeof pages

export async function openHelp(topic: HelpTopic): Promise<void> {
  await shell.openExternal(pages[topic])
}
