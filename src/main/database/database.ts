import { Worker } from 'node:worker_threads'
import { UsherError, type Problem } from '#shared/ipc/errors'
import type { SqlRow, SqlValue } from './driver'
import type { Damage } from './open-file'
import type { DatabaseReply, DatabaseRequest, Sql } from './protocol'

/** Main's side of the database. A promise that resolved means the change is on disk. */
export interface Database {
  /** Runs one statement. @throws UsherError with a disk or database code */
  all(sql: string, ...params: readonly SqlValue[]): Promise<readonly SqlRow[]>
  get(sql: string, ...params: readonly SqlValue[]): Promise<SqlRow | undefined>
  /** Runs statements as one transaction: all or none. @returns the rows of each */
  transaction(statements: readonly Sql[]): Promise<readonly (readonly SqlRow[])[]>
  /** Finishes what was asked and ends the worker. */
  close(): Promise<void>
  /** What this start found damaged and put aside, or null. */
  readonly damage: Damage | null
}

/**
 * Starts the worker and opens the file in it.
 * @param worker path of the worker's bundle
 * @throws UsherError `database-newer`, `disk-read-only`, `disk-full` or `database-failed`
 */
export async function openDatabase(worker: string | URL, file: string): Promise<Database> {
  const thread = new Worker(worker, { workerData: { file } })
  const waiting = new Map<
    number,
    { resolve: (rows: readonly SqlRow[][]) => void; reject: (e: Error) => void }
  >()
  let calls = 0
  let ended: Problem | null = null

  const fail = (problem: Problem): void => {
    ended ??= problem
    for (const { reject } of waiting.values()) reject(new UsherError(problem.code, problem.facts))
    waiting.clear()
  }
  const damage = await new Promise<Damage | null>((resolve, reject) => {
    thread.on('message', (message: DatabaseReply) => {
      if (message.type === 'opened') resolve(message.damage)
      else if (message.type === 'failed') reject(new UsherError(message.problem.code, message.problem.facts))
      else {
        const call = waiting.get(message.call)
        waiting.delete(message.call)
        if (message.type === 'done') call?.resolve(message.rows as SqlRow[][])
        else call?.reject(new UsherError(message.problem.code, message.problem.facts))
      }
    })
    thread.on('error', (error) => {
      fail({ code: 'database-failed', facts: { cause: error.name } })
      reject(new UsherError('database-failed', { cause: error.name }, { cause: error }))
    })
    thread.on('exit', () => fail({ code: 'database-failed', facts: { cause: 'closed' } }))
  })

  const ask = (request: DatabaseRequest): void => thread.postMessage(request)
  const transaction: Database['transaction'] = (statements) =>
    new Promise((resolve, reject) => {
      if (ended) return reject(new UsherError(ended.code, ended.facts))
      const call = ++calls
      waiting.set(call, { resolve, reject })
      ask({ type: 'run', call, statements })
    })
  const all: Database['all'] = async (sql, ...params) => (await transaction([{ sql, params }]))[0] ?? []

  return {
    damage,
    transaction,
    all,
    get: async (sql, ...params) => (await all(sql, ...params))[0],
    close: () =>
      new Promise((resolve) => {
        if (ended) return resolve()
        thread.once('exit', () => resolve())
        ask({ type: 'close' })
      }),
  }
}
