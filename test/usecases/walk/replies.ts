import type { Reply } from '../../../src/core/reply.ts'
import type { Life } from './activity.ts'
import { type Book, must } from './book.ts'
import type { Subject } from './bot.ts'
import type { Model } from './model.ts'
import { countApprovers, isSealed, type Role, standing } from './standing.ts'
import { sameLook, type World } from './world.ts'

const ALL: readonly Role[] = ['requesters', 'approvers', 'admins']
const OPEN = ['requested', 'approved', 'executing', 'calling', 'unconfirmed']
const YES: Readonly<Record<string, string>> = {
  ...{ rotate: 'asked', ask_again: 'asked', approve: 'decided', deny: 'decided' },
  ...{ withdraw: 'withdrawn', settle_on: 'settled', settle_off: 'settled' },
}

/** Somebody says something to the bot. `known`: the button, if it was one, is on the card of its request. */
export interface Saying extends Subject {
  readonly person: NonNullable<Subject['person']>
  readonly known: boolean
  readonly verdict?: 'approve' | 'deny'
}

interface Facts {
  readonly model: Model
  readonly world: World
  readonly life: Life
}

/** Whether this reply is the one to expect, where nothing else happens meanwhile. */
export function expectReply(saying: Saying, facts: Facts): (reply: Reply) => void {
  const reasons = whyNot(saying, facts)
  const yes = saying.does === 'look' ? lookReply(saying, facts) : (YES[saying.does] ?? 'nothing')
  return (reply) => {
    const said = reply.kind === 'refused' ? reply.refusal : reply.kind
    const expected = reasons.length > 0 ? reasons : [yes]
    must(
      expected.includes(said),
      `${saying.person} (${saying.does}) heard ${said} instead of ${expected.join(' or ')}`,
    )
  }
}

/** All that stands against it; empty when nothing does. */
function whyNot(saying: Saying, facts: Facts): readonly string[] {
  const { world, model } = facts
  const asks = saying.does === 'rotate' || saying.does === 'ask_again'
  const outside = admission(saying, facts, asks ? ['requesters'] : ALL)
  if (outside) return [outside]
  const book = model.book(saying.target)
  if (saying.does !== 'rotate' && !(book && saying.known)) return ['no_such_request', 'not_its_card']
  if (asks) return againstAsking(book ? book.key : (saying.key ?? 0), saying, facts)
  if (!book) return []
  if (saying.does === 'withdraw') return againstWithdrawing(saying, book, facts)
  const own = book.body.requester === saying.person ? ['own_request'] : []
  if (saying.does.startsWith('settle')) return [...own, ...againstSettling(saying, book, facts)]
  return [
    ...own,
    ...notIn(saying, facts, 'approvers', 'not_approver'),
    ...(book.body.state === 'requested' ? [] : ['already_decided']),
    ...(book.body.state === 'requested' && world.now >= book.body.expiresAt ? ['too_late'] : []),
    ...(saying.does === 'deny' || saying.verdict === 'deny' ? [] : againstApproving(saying, book, facts)),
  ]
}

function againstApproving(
  { person, does }: Saying,
  { body, key }: Book,
  { world, life: { policy } }: Facts,
): readonly string[] {
  const counting = body.approvals.filter(
    ({ by }) => standing(world.slack(), policy, by, 'approvers') !== 'out',
  )
  const again = counting.some(({ by }) => by === person) && counting.length < policy.approvals
  // Who looks at one that is denied closes it.
  if (isSealed(policy, key)) return does === 'look' ? [] : ['policy_denies']
  return again ? ['already_approved'] : []
}

function admission({ person }: Saying, { world, life }: Facts, roles: readonly Role[]): string | null {
  const slack = world.slack()
  if (slack.silent) return 'identity_unknown'
  if (slack.deactivated.includes(person)) return 'deactivated'
  const standings = roles.map((role) => standing(slack, life.policy, person, role))
  if (standings.includes('in')) return null
  return standings.includes('unknown') ? 'identity_unknown' : 'not_allowed'
}

function notIn({ person }: Saying, { world, life }: Facts, role: Role, otherwise: string): readonly string[] {
  const found = standing(world.slack(), life.policy, person, role)
  if (found === 'in') return []
  return [found === 'unknown' ? 'identity_unknown' : otherwise]
}

function againstAsking(key: number, { person }: Saying, { world, model, life }: Facts): readonly string[] {
  const look = world.inCopy(key)
  if (world.knobs.down || world.faulty('read')) return ['ciphertrust_fault']
  if (look.hidden) return ['key_not_found']
  const about = model.books().filter((book) => book.key === key)
  const held = about.some(
    ({ body }) =>
      (body.settledBy !== undefined || body.how === 'read_later') &&
      world.now < (body.calledAt ?? 0) + 600_000,
  )
  const { policy } = life
  const approvers = countApprovers(world.slack(), policy, person) ?? policy.approvals
  return [
    ...(isSealed(policy, key) ? ['policy_denies'] : []),
    ...(approvers < policy.approvals ? ['too_few_approvers'] : []),
    ...(about.some(({ body }) => OPEN.includes(body.state)) ? ['open_request'] : []),
    ...(look.gone ? ['key_gone'] : []),
    ...(look.enabled ? [] : ['disabled']),
    ...(look.on ? ['already_so'] : []),
    ...(held ? ['settling'] : []),
    ...(world.knobs.channelUsable ? [] : ['channel_unusable']),
  ]
}

function againstWithdrawing(saying: Saying, { body }: Book, facts: Facts): readonly string[] {
  const stranger = body.requester === saying.person ? [] : notIn(saying, facts, 'admins', 'not_yours')
  if (body.state === 'requested' || body.state === 'approved') return stranger
  return [...stranger, OPEN.includes(body.state) ? 'under_way' : 'already_decided']
}

function againstSettling(saying: Saying, { body }: Book, facts: Facts): readonly string[] {
  const approver = notIn(saying, facts, 'approvers', 'not_approver')
  const admin = notIn(saying, facts, 'admins', 'not_approver')
  const stranger = approver.length > 0 && admin.length > 0 ? [...approver, ...admin] : []
  return body.personAskedAt === undefined || body.state !== 'unconfirmed'
    ? [...stranger, 'nothing_to_settle']
    : stranger
}

/** The form, unless the key is no longer as it was shown and somebody is about to approve. */
function lookReply({ verdict, target }: Saying, { model, world, life }: Facts): string {
  const book = model.book(target)
  if (verdict === 'approve' && book && isSealed(life.policy, book.key)) return 'closed'
  if (verdict !== 'approve' || !book || world.knobs.down || world.faulty('read')) return 'form'
  return sameLook(world.inCopy(book.key), book.look) ? 'form' : 'closed'
}
