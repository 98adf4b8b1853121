/** Where a change is. The same words stand in the grid, the editor, Review and the status bar. */
export default {
  saved: 'Saved on this computer',
  queued: 'Queued',
  sending: 'Sending',
  verifying: 'Checking',
  synced: 'Synced',
  conflict: 'Conflict',
  refused: 'Refused',
  offline: 'Offline',
  ended: 'Waits for your sign-in',
  blocked: 'Cannot be sent',
  gone: 'Gone from the server',
  /** Where a column has no room for the others. */
  short: {
    saved: 'Saved here',
    blocked: 'Cannot send',
    gone: 'Gone',
    ended: 'Sign in',
  },
  about: {
    saved: 'On this computer only. Nothing is sent until you apply it.',
    queued: 'Waits for its turn to be sent.',
    sending: 'On its way to the server.',
    verifying: 'The server took it. Now it is read back, to see that it is there.',
    synced: 'The server has it.',
    conflict: 'The server holds another value by now. Choose which one to keep.',
    refused: 'The server did not take it. It is still saved on this computer.',
    offline: 'Will be sent when you are online again.',
    ended: 'Will be sent once you have signed in to the portal again.',
    blocked:
      'The server left out something it needs back, so sending could erase it. It is saved on this computer.',
    gone: 'It no longer exists on the server.',
  },
}
