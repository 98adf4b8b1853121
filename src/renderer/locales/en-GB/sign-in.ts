/** The first screen, and the same one when a sign-in has ended. */
export default {
  title: 'Sign in',
  titleEnded: 'Sign in again',
  promise: 'The people of your space, in one calm window.',
  points: {
    find: 'Find anyone in your space as fast as you type.',
    draft: 'Change what you like, even offline. Nothing is sent before you review it.',
    undo: 'See what was sent, checked on the server, and take it back.',
  },
  example: {
    name: 'Zoë Müller',
    before: 'Zoe Müller',
    role: 'Reception',
  },
  address: 'Space address',
  addressHint: 'For example yourspace.spaces.nexudus.com',
  email: 'Email',
  password: 'Password',
  show: 'Show characters',
  code: 'One-time code',
  codeHint: 'From your authenticator app. It changes every 30 seconds.',
  submit: 'Sign in',
  submitEnded: 'Sign in again',
  submitting: 'Signing in',
  demo: 'Try the demo space',
  demoHint: 'Made-up people on this computer. No account is needed and nothing leaves it.',
  waitLeft: 'You can try again in {wait}.',
  resetHelp: 'How to choose a new password',
  ended: {
    about: 'The server no longer accepts the sign-in of {name}. Sign in again to go on.',
    safe: 'Your {n} change is safe on this computer. | Your {n} changes are safe on this computer.',
    nothing: 'Nothing was waiting to be sent.',
  },
  keychain: {
    title: {
      'keychain-missing': 'Usher cannot find a keychain',
      'keychain-locked': 'Your keychain is locked',
      'keychain-timeout': 'Your keychain does not answer',
      'keychain-failed': 'Your keychain failed',
    },
    why: 'Usher keeps the sign-in only in the keychain of your system, never in a file.',
    linux: {
      'keychain-missing':
        'Install a Secret Service such as GNOME Keyring (gnome-keyring) or KWallet with your system’s package manager, sign out of the desktop and in again, then try again.',
      'keychain-locked':
        'Open your passwords app (Passwords and Keys, or KWalletManager), unlock the login keyring, then try again.',
      'keychain-timeout':
        'A window that asks for the keyring’s password may be hidden behind others. Answer it, then try again.',
      'keychain-failed':
        'Open your passwords app (Passwords and Keys, or KWalletManager) and check that it works, then try again.',
    },
    darwin: {
      'keychain-missing': 'Open Keychain Access and check that the login keychain is listed, then try again.',
      'keychain-locked': 'Open Keychain Access, unlock the login keychain, then try again.',
      'keychain-timeout':
        'A window that asks to allow Usher may be hidden behind others. Answer it, then try again.',
      'keychain-failed': 'Open Keychain Access, check that the login keychain works, then try again.',
    },
    win32: {
      'keychain-missing': 'Check that the Credential Manager service of Windows is running, then try again.',
      'keychain-locked': 'Sign out of Windows and in again, then try again.',
      'keychain-timeout':
        'Windows may be asking for something behind other windows. Answer it, then try again.',
      'keychain-failed':
        'Open Credential Manager in the Control Panel and check that it opens, then try again.',
    },
    leftover:
      'You are signed out, but the keychain may still hold the sign-in you left. Usher removes it when you try again, or at its next start.',
    again: 'Try again',
    trying: 'Trying',
    without: 'Continue without saving the sign-in',
    withoutAbout: 'You will have to sign in again next time. Nothing secret is written to files.',
    memoryChosen: 'This sign-in will not be saved. You sign in again next time.',
    help: 'More about keychains',
  },
}
