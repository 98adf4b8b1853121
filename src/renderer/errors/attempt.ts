import { toProblem } from '#shared/ipc/errors'
import { notify } from '../components/notices'
import { tellInOne, type Place } from './wording'

/**
 * Does something that may be refused, and tells the refusal in the window's notice.
 * @returns whether it went well
 */
export async function attempt(work: () => Promise<unknown>, place: Place = 'action'): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    notify({ kind: 'bad', text: tellInOne(toProblem(error), place) })
    return false
  }
}
