/**
 * Words for every error code: `what` happened and what to do (`todo`). What is safe depends on where a person is, so
 * those sentences stand once, in `safe`. Facts in braces come from `errors/wording.ts`, which never leaves one empty.
 */
export default {
  'address-required': {
    what: 'The address of your space is missing.',
    todo: 'Type it as in your browser, for example yourspace.spaces.nexudus.com.',
  },
  'address-invalid': {
    what: 'This is not an address Usher can read.',
    todo: 'Type it as in your browser, for example yourspace.spaces.nexudus.com.',
  },
  'address-insecure': {
    what: '{Host} would be asked without encryption (http), so your password could be read on the way.',
    todo: 'Use the address that starts with https.',
  },
  'address-unknown': {
    what: 'No space answers at {host}.',
    todo: 'Check the spelling. The address is the one your customers use in a browser.',
  },
  'address-location': {
    what: 'This is the address of all locations together, and a profile belongs to one of them.',
    todo: 'Type your location’s own address, for example harbour.spaces.nexudus.com.',
  },
  'credentials-required': {
    what: 'Email and password are both needed.',
    todo: 'Fill in what is missing.',
  },
  'wrong-credentials': {
    what: 'The server did not accept this email and password together.',
    todo: 'Check both, and that this account belongs to this space.',
  },
  'code-required': {
    what: 'This account uses two-factor authentication.',
    todo: 'Type the one-time code that your authenticator app shows now.',
  },
  'code-refused': {
    what: 'The server did not accept this one-time code.',
    todo: 'Codes change every 30 seconds: wait for the next one and type that. If it fails again, check the clock of the device that shows it.',
  },
  'must-reset-password': {
    what: 'The server asks you to choose a new password first.',
    todo: 'Choose one in the Nexudus administration panel, then sign in here with it.',
  },
  'password-weak': {
    what: 'The server did not accept this password as strong enough.',
    todo: 'Use at least 8 characters with upper case, lower case, a digit and a special character.',
  },
  'password-mismatch': {
    what: 'The two new passwords are not the same.',
    todo: 'Type the new password twice.',
  },
  'password-waits': {
    what: 'The server is busy and asks to wait {wait}, and a password is never kept to be sent later.',
    todo: 'Set it again after that.',
  },
  'password-unsure': {
    what: 'The server did not say whether it took the new password, so it may have been set.',
    todo: 'Signing in with it will tell. If it does not work, set it again.',
  },
  offline: {
    what: 'This computer is offline.',
    todo: 'Connect to the network and try again.',
  },
  unreachable: {
    what: '{Host} cannot be reached.',
    todo: 'Check the address and your network. A firewall or VPN may be in the way.',
  },
  timeout: {
    what: '{Host} did not answer in time.',
    todo: 'Try again in a moment.',
  },
  tls: {
    what: 'The encrypted connection to {host} could not be trusted, so nothing was sent.',
    todo: 'Check the address and this computer’s clock. On a company network, ask whether it inspects traffic.',
  },
  'not-json': {
    what: '{Host} answers, but not as a Nexudus space does.',
    todo: 'Check the address. On a hotel or café network, open a browser first: it may want you to sign in.',
  },
  'unexpected-answer': {
    what: '{Host} answered in a way Usher does not understand.',
    todo: 'Try again. If it stays so, the server may have changed and Usher may need an update.',
  },
  'sign-in-ended': {
    what: 'The server ended this sign-in.',
    todo: 'Sign in again to go on.',
  },
  'no-permission': {
    what: 'Your account may not do this here.{server}',
    todo: 'Ask an administrator of the space for the role permission this needs, such as User-List, User-Read or User-Edit.',
  },
  'no-profile': {
    what: 'You have no customer profile at this location.',
    todo: 'Choose a location where you are a customer, or ask its team to add you as one.',
  },
  throttled: {
    what: 'The server is busy and asks to wait {wait}.',
    todo: 'Try again after that. Sending goes on by itself.',
  },
  'server-fault': {
    what: 'The server failed{status}.',
    todo: 'This is on its side. Try again in a few minutes.',
  },
  gone: {
    what: 'This record no longer exists on the server.',
    todo: 'Discard the changes when you no longer need them.',
  },
  refused: {
    what: 'The server refused the change.{server}',
    todo: 'Change the value and apply it again.',
  },
  'not-applied': {
    what: 'The server said yes, but it still holds another value for: {missing}. Somebody may have set it back, or the server ignores it.',
    todo: 'Look at the values, then apply again or discard.',
  },
  'confirm-access': {
    what: 'This would give the person more access ({missing}), so it is asked once more, beside what the server holds now.',
    todo: 'Check the change, then apply it.',
  },
  uncertain: {
    what: 'An earlier try may have reached the server and been set back there by somebody. It was not sent again.',
    todo: 'Look at the values, then apply again or discard.',
  },
  'nothing-to-undo': {
    what: 'A picture cannot be set back: the server does not keep the earlier one.',
    todo: 'Set the picture anew in the person’s editor.',
  },
  blocked: {
    what: 'The server did not return {missing}. Sending the record without it would erase it.',
    todo: 'Open the person to read the record again, then apply again. If it stays so, your account may lack a permission.',
  },
  'keychain-missing': {
    what: 'This computer has no keychain service that Usher can use.',
    todo: 'Install one, then try again.',
  },
  'keychain-locked': {
    what: 'Your keychain is locked.',
    todo: 'Unlock it, then try again.',
  },
  'keychain-timeout': {
    what: 'Your keychain did not answer.',
    todo: 'Look for a window of the system that asks for its password, then try again.',
  },
  'keychain-failed': {
    what: 'Your keychain answered with an error.',
    todo: 'Try again. If it stays so, sign out of the computer and in again.',
  },
  'disk-full': {
    what: 'The disk of this computer is full, so nothing new can be saved.',
    todo: 'Free some space and do it again.',
  },
  'disk-read-only': {
    what: 'Usher may not write to its folder on this computer.',
    todo: 'Ask whoever looks after this computer to allow it.',
  },
  'database-newer': {
    what: 'The data on this computer was written by a newer Usher.',
    todo: 'Install the newest Usher. This one leaves the data untouched.',
  },
  'export-failed': {
    what: 'The file could not be written.',
    todo: 'Choose another folder, or see whether there is room for it and whether another program has the file open.',
  },
  'database-corrupt': {
    what: 'The data on this computer is damaged.',
    todo: 'Close Usher and open it again: it then puts the damaged file aside and takes over every draft that can still be read.',
  },
  'database-salvaged': {
    what: 'The data on this computer was damaged, so Usher began with a new file. {Salvaged}',
    todo: 'Look through your drafts before you apply them. The people are read from the server anew.',
  },
  'database-failed': {
    what: 'The data on this computer could not be read or written.',
    todo: 'Try again. If it fails again, close Usher and open it.',
  },
  'not-read': {
    what: 'This record was never read in full on this computer.',
    todo: 'Open it once while you are online.',
  },
  'not-signed-in': {
    what: 'You are not signed in.',
    todo: 'Sign in and do it again.',
  },
  'invalid-draft': {
    what: 'A change is not complete: {missing}.',
    todo: 'Open the person and fix what is marked.',
  },
  'invalid-call': {
    what: 'Usher asked itself for something it does not know.',
    todo: 'Close Usher and open it again.',
  },
  internal: {
    what: 'Something in Usher failed.',
    todo: 'Try again. If it fails again, close Usher and open it.',
  },
  safe: {
    signIn: 'What you typed is still here.',
    draft: 'Your changes are saved on this computer.',
    directory: 'The people shown are the copy on this computer.',
    action: 'Nothing was lost.',
    damage: 'The damaged file was put aside, not deleted.',
  },
  fact: {
    Host: 'The server',
    host: 'this address',
    server: ' It says: “{words}”',
    status: ' (status {status})',
    wait: 'a moment',
    missing: 'a field it needs back',
    salvaged: {
      nothing: 'No draft could be read in the old one.',
      all: 'Every draft was taken over ({drafts}), and the journal too.',
      some: 'What could still be read was taken over: drafts, {drafts}; entries of the journal, {entries}. Others may be missing.',
    },
  },
  action: {
    failed: '{what} {todo}',
  },
}
