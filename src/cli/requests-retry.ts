import type { RequestId } from '../core/ids.ts'
import { REFUSALS } from '../slack/views/refusal.ts'
import { NAMELESS, osUser, TELLS, told } from './requests-change.ts'
import { changingRequests } from './requests-database.ts'
import { misconfigured } from './slack.ts'
import { EXIT, type Exit, type World } from './world.ts'

/** Has the bot try again what it gave up to tell in Slack: of one request, or of all. */
export async function retryPosts(world: World, one: RequestId | undefined): Promise<Exit> {
  const by = osUser(world)
  if (by === null) return misconfigured(world, [NAMELESS])
  return changingRequests(world, async (store, written) => {
    if (one && !(await store.requests.request(one))) {
      world.complain(`${REFUSALS.no_such_request} “cckm-bot requests list --all” lists them.`)
      return EXIT.usage
    }
    const ids = one ? [one] : (await store.posts.withGivenUp()).map(({ id }) => id)
    let any = false
    for (const id of ids) {
      const before = written.length
      const posts = await store.posts.retryPosts(id, by)
      if (posts === 0) continue
      any = true
      const what = posts === 1 ? 'one message is' : `${posts} messages are`
      world.print([`${id}: ${what} tried again.`, ...told(written.slice(before))].join(' '))
    }
    world.print(any ? TELLS : 'Nothing was given up, so there is nothing to try again.')
    return EXIT.fine
  })
}
