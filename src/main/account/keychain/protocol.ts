/** What main asks the keychain's helper process; one request at a time. */
export type KeychainRequest =
  | { readonly type: 'get'; readonly account: string }
  | { readonly type: 'set'; readonly account: string; readonly secret: string }
  | { readonly type: 'delete'; readonly account: string }
  /** Writes, reads and deletes a canary: the only way to tell ‘nothing there’ from ‘locked’. */
  | { readonly type: 'probe' }

export type KeychainFailure = 'missing' | 'locked' | 'failed'

export type KeychainReply =
  | { readonly ok: true; readonly secret: string | null }
  | { readonly ok: false; readonly failure: KeychainFailure; readonly cause: string }

/** The name under which people find the entries in their keychain's own window. */
export const service = 'Usher'
