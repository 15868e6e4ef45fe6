import type { PersonId } from '../../../src/core/ids.ts'
import { type Doing, lastOf } from './activity.ts'
import { type Move, must } from './book.ts'
import { type Role, type Standing, was } from './standing.ts'
import { type Look, sameLook } from './world.ts'

export function by({ activity, after }: Move, ...doing: Doing[]): void {
  must(doing.includes(activity.does), `${after.id} became ${after.state} by ${activity.does}`)
}

export function is({ activity, world }: Move, role: Role, what: Standing, person?: PersonId): boolean {
  const who = person ?? activity.person
  return who !== undefined && was(activity, world, who, [role, what])
}

export function suitable(look: Look | undefined): boolean {
  return look?.enabled === true && !look.gone && !look.hidden && !look.on
}

export function mayDecide(move: Move, doing: Doing): void {
  const { activity, before } = move
  by(move, doing)
  must(before.id === activity.target, 'another request was decided than was named')
  must(activity.person !== before.requester, 'somebody decided about their own request')
  must(is(move, 'approvers', 'in'), 'somebody decided who is no approver')
  must(activity.began < before.expiresAt, 'it was decided after its deadline')
}

export function decided(move: Move, doing: Doing): void {
  mayDecide(move, doing)
  must(move.entry.by === move.activity.person, 'the entry names another than who decided')
}

export function withdrawn(move: Move): void {
  const { activity, before, after } = move
  by(move, 'withdraw')
  must(before.id === activity.target && after.by === activity.person, 'it was withdrawn by another')
  must(activity.person === before.requester || is(move, 'admins', 'in'), 'a stranger withdrew it')
}

/** Its card could not be posted or kept. */
export function unseen(move: Move): void {
  by(move, 'card job')
  must(move.world.unseen.has(move.after.id), 'it was closed although it can be seen')
}

/** The bot opened it for a key that had changed, and nobody approves it. */
export function isSecondInARow({ before }: Move): boolean {
  return before.approvals.length === 0 && before.inputId === `follows:${before.follows}`
}

export function changed({ activity, book, kinds, after }: Move): void {
  const read = lastOf(activity, 'read')?.look
  must(suitable(read), 'it was replaced although its key is no longer fit')
  must(!sameLook(read, book.look), 'it was replaced although its key is as it was shown')
  must(kinds.includes('asked') && after.successor !== undefined, 'it was replaced by nothing')
}

export function followsOn({ after, books, book }: Move): void {
  const before = books.find(({ body }) => body.id === after.follows)
  must(before !== undefined && before.key === book.key, 'a fresh request follows nothing')
  must(before?.body.requester === after.requester, 'a fresh request has another requester')
  must(book.body.approvals.length === 0, 'a fresh request has an approval already')
}

export function ownClaim({ activity, book }: Move): void {
  must(book.claim?.by === activity, 'it went on with a claim of another')
}

export function from({ activity, book }: Move): number {
  must(book.mark?.by === activity, 'somebody else went on with a call under way')
  return book.mark?.heardFrom ?? 0
}

/** What came of the call: undefined when none was made. */
export function answer(move: Move): string | undefined {
  return lastOf(move.activity, 'send', from(move))?.said
}

export function notSent(move: Move): boolean {
  const said = answer(move)
  const late = sinceCall(move) > 5_000 || overslept(move)
  return said === 'not_sent' || (said === undefined && late)
}

/** What allowed the call was found out too long ago: the process was asleep. */
export function overslept({ world, activity }: Move): boolean {
  return world.now - activity.began > 180_000
}

export function sinceCall({ world, before }: Move): number {
  return world.now - (before.calledAt ?? 0)
}

export function settled(move: Move, doing: Doing): void {
  const { activity, before, after } = move
  by(move, doing)
  must(before.id === activity.target && after.settledBy === activity.person, 'it was settled by another')
  must(before.personAskedAt !== undefined, 'it was settled although nobody was asked')
  must(activity.person !== before.requester, 'somebody settled their own request')
  must(is(move, 'approvers', 'in') || is(move, 'admins', 'in'), 'a stranger settled it')
}

/** Whatever was read, it must be true. */
export function green({ world, book, activity }: Move): void {
  must(world.wasOn(book.key, activity.began - world.knobs.lag), 'it is green over a key that is off')
}

export function red({ world, book, after }: Move): void {
  const [done] = world.callsOf(after.id)
  must(!done || world.undone(book.key, done.at), 'it is red over a call that was, or will be, carried out')
}
