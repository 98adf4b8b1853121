import { startSpace } from '../../src/space/space'
import { enter } from '../../src/space/testing/portal'
import { signIn } from '../../src/space/testing/client'

/**
 * A demo space in a process of its own, so that its memory is nobody else's. It tells when it listens, then, having
 * been asked for everything it has, the most memory it ever took.
 */
const tell = (message: object): void => void process.send?.(message)
const megabytes = (): number => (process.resourceUsage().maxRSS * 1_024) / 1e6

const space = await startSpace({ users: 100_000, locations: 40, keepRequests: 0 })
tell({ listening: megabytes() })

const ada = await signIn(space)
const orders = ['orderBy=Id&dir=0', 'orderBy=FullName&dir=1', 'User_IsAdmin=false&orderBy=LastAccess&dir=1']
let rows = 0
for (let page = 1, more = true; more; page++) {
  const answer = await ada.list(`/api/sys/users?size=1000&page=${page}&${orders[0]}`)
  rows += answer.Records.length
  more = answer['HasNextPage'] === true
}
for (const order of orders) await ada.list(`/api/sys/users?size=1000&page=3&${order}`)
const customer = await enter(space)
await customer.patch({ NickName: 'Bench' })
await ada.put({ ...space.value(space.accounts.colleague.id), FullName: 'Bench' })
tell({ used: megabytes(), rows })
await space.stop()
