import type { Fields } from '../json.ts'
import { SlackError } from '../slack-error.ts'
import { flagArg, numberArg, textArg } from './args.ts'

const MOST = 1000

interface Stamped {
  readonly ts: string
}

/** The part of the list between `oldest` and `latest`, both left out unless `inclusive`. */
export function inRange<T extends Stamped>(items: readonly T[], args: Fields): T[] {
  const oldest = bound(args, 'oldest') ?? Number.NEGATIVE_INFINITY
  const latest = bound(args, 'latest') ?? Number.POSITIVE_INFINITY
  const inclusive = flagArg(args, 'inclusive')
  return items.filter(({ ts }) => {
    const at = Number(ts)
    return (at > oldest && at < latest) || (inclusive && (at === oldest || at === latest))
  })
}

/** One page of the list and the cursor of the next, which is empty at the end. */
export function page<T extends Stamped>(items: readonly T[], args: Fields, usual: number) {
  return cut(items, args, { usual, cursorAt: ({ ts }) => `next_ts:${ts.replace('.', '')}` })
}

/** The same for lists of things that have ids. */
export function pageById<T extends { readonly id: string }>(
  items: readonly T[],
  args: Fields,
  usual: number,
) {
  return cut(items, args, { usual, cursorAt: ({ id }) => `id:${id}` })
}

interface Cutting<T> {
  readonly usual: number
  readonly cursorAt: (item: T) => string
}

function cut<T>(items: readonly T[], args: Fields, { usual, cursorAt }: Cutting<T>) {
  const asked = numberArg(args, 'limit')
  const limit = asked === undefined || asked === 0 ? usual : asked
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) throw new SlackError('invalid_limit')
  const encoded = (item: T) => Buffer.from(cursorAt(item)).toString('base64')
  const cursor = textArg(args, 'cursor')
  const start = cursor ? items.findIndex((item) => encoded(item) === cursor) : 0
  if (start < 0) throw new SlackError('invalid_cursor')
  const following = items[start + limit]
  return { items: items.slice(start, start + limit), next: following ? encoded(following) : '' }
}

function bound(args: Fields, name: 'oldest' | 'latest'): number | undefined {
  const at = numberArg(args, name)
  if (Number.isNaN(at)) throw new SlackError(`invalid_ts_${name}`)
  return at
}
