import type { PersonId } from '../../../src/core/ids.ts'
import { type Doing, lastOf } from './activity.ts'
import { type Move, must } from './book.ts'
import { countApprovers, isSealed, type Role, type Standing, was } from './standing.ts'
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

/** An approval: whoever may no longer approve does not count, nobody counts twice, and the entry says how many do. */
export function approved(move: Move): void {
  const { activity, before, after, entry } = move
  decided(move, 'approve')
  const people = after.approvals.map(({ by }) => by)
  must(people.at(-1) === activity.person, 'it was approved by another')
  must(new Set(people).size === people.length, 'somebody counts twice')
  must(!people.includes(before.requester), 'who asked for it counts')
  const kept = people.slice(0, -1)
  must(
    kept.every((by) => is(move, 'approvers', 'in', by) || is(move, 'approvers', 'unknown', by)),
    'an approval counts of somebody who may not approve',
  )
  const dropped = before.approvals.map(({ by }) => by).filter((by) => !people.includes(by))
  must(
    dropped.every((by) => is(move, 'approvers', 'out', by)),
    'an approval does not count although it is good',
  )
  must(String(entry.void ?? []) === String(dropped), 'the entry names others whose approval is void')
  must(
    entry.given === people.length && entry.needed === activity.life.policy.approvals,
    'the entry counts otherwise',
  )
  must(!isSealed(activity.life.policy, move.book.key), 'a key was approved that the policy denies')
}

/** One reminder, in its time, of those who may still decide. */
export function reminded(move: Move): void {
  const { activity, before, entry, world } = move
  by(move, 'request job')
  must(before.remindedAt === undefined, 'they are reminded twice')
  must(world.now >= (before.remindAt ?? world.now + 1), 'they are reminded before the time')
  // Where a new policy asks for no more than have approved, any of them can say yes once more.
  const short = before.approvals.length < activity.life.policy.approvals
  const approved = short ? before.approvals.map((approval) => approval.by) : []
  const done: readonly string[] = [before.requester, ...approved]
  must(
    !(entry.of ?? []).some((one) => done.includes(one)),
    'somebody is reminded who has decided, or may not',
  )
}

/** The rule for the key as it is now would not let it be asked for. */
export function cannotBeAsked({ activity, after, before, book, world }: Move): boolean {
  const { policy } = activity.life
  const slacks = world.pasts.slice(activity.since)
  const few = slacks.some((slack) => {
    const people = countApprovers(slack, policy, before.requester)
    return people !== null && people < policy.approvals
  })
  if (after.why === 'policy_denies') return isSealed(policy, book.key)
  if (after.why === 'too_few_approvers') return few
  return after.why === 'not_for_this_key' && was(activity, world, before.requester, ['requesters', 'out'])
}

/** The bot closed it after it had taken it up: what stands against it was found then. */
export function closedAtTheClaim(move: Move): void {
  const { activity, before, book } = move
  const read = lastOf(activity, 'read')?.look
  if (move.after.why === 'key_unsteady') {
    must(isSecondInARow(move), 'its key was called unsteady although it changed for the first time')
    must(!sameLook(read, book.look), 'its key was called unsteady although it is as it was shown')
    return
  }
  const asker = is(move, 'requesters', 'out', before.requester)
  const lost = before.approvals.some(({ by }) => is(move, 'approvers', 'out', by))
  const short = before.approvals.length < activity.life.policy.approvals
  const unasked = cannotBeAsked(move) || isSealed(activity.life.policy, book.key)
  must(
    unasked || asker || lost || short || (read !== undefined && !suitable(read)),
    'it was closed without a reason',
  )
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
