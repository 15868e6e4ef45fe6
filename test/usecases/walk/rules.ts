import { lastOf } from './activity.ts'
import { type Move, must, sameApprovals } from './book.ts'
import {
  answer,
  approved,
  by,
  cannotBeAsked,
  changed,
  closedAtTheClaim,
  decided,
  followsOn,
  from,
  green,
  is,
  isSecondInARow,
  mayDecide,
  notSent,
  overslept,
  ownClaim,
  red,
  reminded,
  settled,
  sinceCall,
  suitable,
  unseen,
  withdrawn,
} from './judgements.ts'
import { isSealed, keyAndApprovalAreGood } from './standing.ts'

const MINUTE = 60_000

/** What must hold for each step of the table: who took it, what they knew, and what time it was. */
export const RULES: Readonly<Record<string, (move: Move) => void>> = {
  'none → requested'(move) {
    const { activity, after, entry, world, books, book } = move
    const { policy } = activity.life
    must(!isSealed(policy, book.key), 'a key was asked for that the policy denies')
    if (move.kinds.includes('superseded')) return followsOn(move)
    by(move, 'rotate', 'ask_again')
    must(
      after.requester === activity.person && entry.by === activity.person,
      'somebody asked in another name',
    )
    must(is(move, 'requesters', 'in'), 'somebody asked who may not')
    must(suitable(lastOf(activity, 'find')?.look), 'a key was asked for that cannot be switched on')
    must(after.expiresAt === after.askedAt + policy.expires, 'the deadline is not the one of the policy')
    must(
      after.follows === (activity.does === 'ask_again' ? activity.target : undefined),
      'it follows another one',
    )
    const held = books
      .filter((other) => other !== book && other.key === book.key)
      .some(({ body }) => {
        const settled = body.settledBy !== undefined || body.how === 'read_later'
        return settled && world.now < (body.calledAt ?? 0) + 10 * MINUTE
      })
    must(!held, 'a key was asked for that a settled request still holds')
  },
  'requested → approved'(move) {
    const { activity, after, entry } = move
    if (entry.by === 'policy') {
      must(
        activity.life.policy.approvals === 0 && move.kinds.includes('asked'),
        'the policy approved nothing',
      )
      return must(after.approvals.length === 0, 'an approval came from nowhere')
    }
    approved(move)
    must(after.approvals.length >= activity.life.policy.approvals, 'it was approved by too few')
  },
  'requested → requested'(move) {
    if (move.entry.kind === 'reminded') return reminded(move)
    approved(move)
    must(
      move.after.approvals.length < move.activity.life.policy.approvals,
      'it waits on although enough approved it',
    )
  },
  'requested → denied'(move) {
    decided(move, 'deny')
    must(move.after.by === move.activity.person, 'it was denied by another')
  },
  'requested → withdrawn': withdrawn,
  'approved → withdrawn': withdrawn,
  'requested → expired'(move) {
    by(move, 'request job')
    must(move.world.now >= move.before.expiresAt, 'it expired before its time')
  },
  'approved → expired'(move) {
    by(move, 'request job')
    must(
      move.world.now >= (move.before.approvedAt ?? 0) + 15 * MINUTE,
      'its approval expired before its time',
    )
  },
  'requested → superseded'(move) {
    mayDecide(move, 'look')
    changed(move)
  },
  'executing → superseded'(move) {
    ownClaim(move)
    changed(move)
    must(!isSecondInARow(move), 'one that nobody approves was replaced for the second time')
  },
  'requested → cancelled'(move) {
    if (move.activity.does === 'card job') return unseen(move)
    mayDecide(move, 'look')
    const fit = suitable(lastOf(move.activity, 'read')?.look)
    must(!fit || cannotBeAsked(move), 'it was closed although its key is fit')
  },
  'approved → cancelled': unseen,
  'executing → cancelled'(move) {
    ownClaim(move)
    closedAtTheClaim(move)
  },
  'approved → executing'(move) {
    const { activity, before, world, book } = move
    by(move, 'request job')
    must(
      world.posted.some(({ name }) => name === before.id),
      'it was taken up before its card stood',
    )
    must(activity.began < (before.approvedAt ?? 0) + 15 * MINUTE, 'a stale approval was taken up')
    must(world.now >= (before.waiting?.until ?? 0), 'it was taken up before its pause was over')
    book.claim = { by: activity, replays: 0 }
  },
  'executing → calling'(move) {
    const { activity, book, world, after } = move
    ownClaim(move)
    const prepared = activity.heard.slice(book.mark?.by === activity ? book.mark.heardFrom : 0)
    must(
      prepared.some(({ port, said }) => port === 'prepare' && said === 'ready'),
      'it was marked without a token',
    )
    keyAndApprovalAreGood(book, activity, world)
    const { calledAt = 0 } = after
    must(calledAt >= activity.began && calledAt <= world.now, 'the time of the mark is none of now')
    book.mark = { by: activity, heardFrom: activity.heard.length, sent: false }
  },
  'executing → succeeded'(move) {
    ownClaim(move)
    must(lastOf(move.activity, 'read')?.look?.on === true, 'it is green over a key that was not read as on')
    green(move)
  },
  'executing → approved'(move) {
    const { activity, book, world } = move
    must(sameApprovals(move.before, move.after), 'who approved it changed as it was given back')
    if (book.claim?.by !== activity) return by(move, 'request job')
    const silent = world.pasts.slice(activity.since).some((slack) => slack.silent)
    const unsure = move.before.approvals.some(({ by }) => is(move, 'approvers', 'unknown', by))
    const broken = activity.heard.some(({ said }) => ['unknown', 'not_sent'].includes(said))
    must(silent || unsure || broken, 'it was given back without a reason')
  },
  'calling → executing'(move) {
    const { book } = move
    must(notSent(move), 'it is sent once more although it may have arrived')
    must(book.claim?.replays === 0, 'it is sent once more for the second time')
    if (book.claim) book.claim.replays++
  },
  'calling → succeeded'(move) {
    must(answer(move) === 'on', 'it is green without an answer that says so')
    must(
      lastOf(move.activity, 'readRotation', from(move))?.look?.on === true,
      'it is green without a read back',
    )
    green(move)
  },
  'calling → failed'(move) {
    const { activity, book } = move
    const noToken = lastOf(activity, 'prepare', from(move))?.said !== undefined
    const twice = book.claim?.replays === 1 || noToken || overslept(move)
    must(answer(move) === 'not_done' || (notSent(move) && twice), 'it failed although it may have been done')
    red(move)
  },
  'calling → unconfirmed'(move) {
    if (move.book.mark?.by !== move.activity) return by(move, 'request job')
    must(['unknown', 'off', 'on'].includes(answer(move) ?? ''), 'it is in doubt although the answer is clear')
  },
  'unconfirmed → unconfirmed'(move) {
    const { world, before, after, entry } = move
    by(move, 'request job')
    must(world.now >= (before.nextReadAt ?? 0), 'it was read before its time')
    must((after.nextReadAt ?? 0) > move.activity.began, 'it is not read again later')
    if (entry.kind !== 'person_asked') return
    must(before.personAskedAt === undefined, 'a person is asked twice')
    must(sinceCall(move) >= 10 * MINUTE, 'a person is asked before the ten minutes are over')
  },
  'unconfirmed → succeeded'(move) {
    if (move.after.settledBy) return settled(move, 'settle_on')
    must(lastOf(move.activity, 'readRotation')?.look?.on === true, 'it is green without a read that says so')
    green(move)
  },
  'unconfirmed → failed'(move) {
    if (move.after.settledBy) return settled(move, 'settle_off')
    must(lastOf(move.activity, 'readRotation')?.look?.on === false, 'it failed without a read that says so')
    must(sinceCall(move) >= 10 * MINUTE, 'it failed before the ten minutes were over')
    red(move)
  },
}
