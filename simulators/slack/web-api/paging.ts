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
  const limit = numberArg(args, 'limit') ?? usual
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) throw new SlackError('invalid_limit')
  const start = startOf(items, textArg(args, 'cursor'))
  const following = items[start + limit]
  return { items: items.slice(start, start + limit), next: following ? cursorAt(following) : '' }
}

function bound(args: Fields, name: 'oldest' | 'latest'): number | undefined {
  const at = numberArg(args, name)
  if (Number.isNaN(at)) throw new SlackError(`invalid_ts_${name}`)
  return at
}

function startOf(items: readonly Stamped[], cursor: string | undefined): number {
  if (!cursor) return 0
  const start = items.findIndex((item) => cursorAt(item) === cursor)
  if (start < 0) throw new SlackError('invalid_cursor')
  return start
}

function cursorAt({ ts }: Stamped): string {
  return Buffer.from(`next_ts:${ts.replace('.', '')}`).toString('base64')
}
