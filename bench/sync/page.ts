/** Resolves when no draft is left. Runs in the page. */
export function nobodyWaits(): Promise<void> {
  return new Promise((resolve) => {
    window.usher.on('drafts', (list) => {
      if (list.length === 0) resolve()
    })
    void window.usher.calls['drafts.list'](undefined).then((answer) => {
      if (answer.ok && answer.value.length === 0) resolve()
    })
  })
}

/** Has one person's record read from the server. Runs in the page. */
export async function readPerson(id: number): Promise<void> {
  await window.usher.calls['users.open']({ id })
}
