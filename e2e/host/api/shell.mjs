import { unattended } from './missing.mjs'

export const shell = unattended('shell', [
  'beep',
  'openExternal',
  'openPath',
  'showItemInFolder',
  'trashItem',
])
