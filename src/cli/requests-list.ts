import type { Names } from '../audit/who.ts'
import type { Store } from '../store/open-store.ts'
import type { Posted } from '../store/posts.ts'
import { withRequests } from './requests-database.ts'
import { postedJson, postedText } from './requests-text.ts'
import { EXIT, type Exit, json, type World } from './world.ts'

export interface ListOptions {
  readonly all?: true
  readonly json?: true
}

/** Lists the open requests, or all, newest first: how each stands, whether people see it, and what can be done. */
export function listRequests(world: World, options: ListOptions): Promise<Exit> {
  const all = options.all === true
  return withRequests(world, async (store) => {
    const names: Names = new Map(await store.names.all())
    const found = posted(store, all)
    if (options.json) {
      const requests: object[] = []
      for await (const posted of found) requests.push(postedJson(posted, names))
      json(world, { requests })
    } else await world.printParts(texts(found, names, { all, now: world.now() }))
    return EXIT.fine
  })
}

interface Listing {
  readonly all: boolean
  readonly now: Date
}

async function* texts(found: AsyncIterable<Posted>, names: Names, { all, now }: Listing) {
  let any = false
  for await (const posted of found) {
    yield `${any ? '\n' : ''}${postedText(posted, names, now)}`
    any = true
  }
  if (!any) yield all ? 'There are no requests so far.\n' : 'No request is open.\n'
}

const AT_ONCE = 100

async function* posted(store: Store, all: boolean): AsyncGenerator<Posted> {
  for (let before: Posted['request']['id'] | null = null; ; ) {
    const page: readonly Posted[] = await store.posts.posted({ all, before, most: AT_ONCE })
    yield* page
    const last = page.at(-1)
    if (!last || page.length < AT_ONCE) return
    before = last.request.id
  }
}
