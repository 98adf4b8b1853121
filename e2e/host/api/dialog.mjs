import { unattended } from './missing.mjs'

const waitingForAnswers = [
  'showCertificateTrustDialog',
  'showMessageBox',
  'showMessageBoxSync',
  'showOpenDialog',
  'showOpenDialogSync',
  'showSaveDialog',
  'showSaveDialogSync',
]

export const dialog = Object.assign(unattended('dialog', waitingForAnswers), {
  /**
   * Nobody has to answer this one, and an app shows it when it can show nothing else.
   * @param {string} title
   * @param {string} content
   */
  showErrorBox: (title, content) => console.error(`${title}\n${content}`),
})
