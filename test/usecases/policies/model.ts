import { PEOPLE } from './cast.ts'
import { createClaims } from './claims.ts'
import { type Asked, countingFor, ruleOf, type Wish } from './requests.ts'
import { ruleInForce } from './rule-in-force.ts'
import { isGroup, whereIn } from './standing.ts'
import { againstRule } from './why-not.ts'
import type { World } from './world.ts'

/** An entry that the audit log must have now. A set stands for any one of it. */
export interface Expected {
  readonly kind: string
  readonly of: Asked
  readonly facts: Readonly<Record<string, unknown>>
  /** The request that takes its place: its id is known once it stands there. */
  readonly fresh?: Asked
}

/** What is to come of everything, by the plain words of the policy. It says so before the bot does anything. */
export function createModel(world: World) {
  const requests: Asked[] = []
  const expected: Expected[] = []
  const seen = new Set<string>()

  function expect(kind: string, of: Asked, facts: Expected['facts'] = {}): void {
    expected.push({ kind, of, facts })
  }

  function open(wish: Wish, requester: string, { id = '', follows = null }: Opening = {}): Asked {
    const look = world.look(wish.key)
    const rule = ruleInForce(world.policy, wish, look)
    const expiresAt = world.now + rule.expires
    const reminds = rule.approvals > 0 && rule.remind !== 'none'
    const asked: Asked = {
      ...{ id, wish, requester, look, rule, follows, expiresAt },
      ...{ remindAt: reminds ? expiresAt - Number(rule.remind) : Number.POSITIVE_INFINITY, reminded: false },
      ...{ state: 'requested', approvals: [], said: [], needed: rule.approvals },
      ...{ approvedAt: 0, tries: 0, until: 0, called: false },
    }
    requests.push(asked)
    const { name, approvals } = rule
    const periodDays = wish.period ?? undefined
    expect('asked', asked, { by: requester, operation: wish.operation, rule: name, approvals, periodDays })
    seen.add(rule.name === 'policy' ? 'asked where no rule matches' : 'asked under a rule')
    if (approvals > 0) return asked
    Object.assign(asked, { state: 'approved', approvedAt: world.now })
    expect('approved', asked, { by: 'policy', rule: name, needed: 0, given: 0 })
    seen.add('quorum 0 met')
    return asked
  }

  function end(asked: Asked, state: string, facts: Expected['facts'] = {}): void {
    asked.state = state
    expect(state, asked, facts)
  }

  /** The key has changed: a fresh one for the key as it is, unless that may not be asked for. */
  function replace(asked: Asked, changed: readonly string[]): void {
    const wish = { ...asked.wish, channel: null }
    const whys = againstRule(world, asked.requester, wish).filter((why) => why !== 'identity_unknown')
    if (whys.length > 0) {
      end(asked, 'cancelled', { why: new Set(whys) })
      return void seen.add('closed: the key, as it is now, may not be asked for')
    }
    asked.state = 'superseded'
    const at = expected.length
    const fresh = open(wish, asked.requester, { follows: asked })
    expected.splice(at, 0, { kind: 'superseded', of: asked, facts: { changed }, fresh })
    if (fresh.rule.name !== asked.rule.name) seen.add('superseded by one under another rule')
  }

  function approve(asked: Asked, person: string): void {
    const rule = ruleOf(world, asked)
    const counting = countingFor(world, asked)
    const gone = asked.approvals.filter((one) => one !== person && !counting.includes(one))
    seeApproval(asked, person, { counting, gone, needed: rule.approvals })
    asked.approvals = [...counting.filter((one) => one !== person), person]
    asked.said.push(person)
    asked.needed = rule.approvals
    const given = asked.approvals.length
    const facts = { by: person, rule: rule.name, needed: rule.approvals, given }
    expect('approved', asked, { ...facts, void: gone.length > 0 ? gone : undefined })
    if (given < rule.approvals) return void seen.add('it waits on after an approval')
    Object.assign(asked, { state: 'approved', approvedAt: world.now })
    seen.add(
      rule.approvals === 0 ? 'approved where the rule asks for none by now' : `quorum ${rule.approvals} met`,
    )
  }

  function seeApproval(
    { approvals, needed: before, rule }: Asked,
    person: string,
    { counting, gone, needed }: { counting: string[]; gone: string[]; needed: number },
  ): void {
    if (gone.length > 0) seen.add('an earlier approval is void')
    if (counting.includes(person)) seen.add('approved again after the rule asks for less')
    if (approvals.length > 0 && needed > before) seen.add('the rule asks for more between two clicks')
    if (approvals.length > 0 && needed < before) seen.add('the rule asks for less between two clicks')
    if (needed !== rule.approvals) seen.add('another rule is in force than it was asked under')
  }

  function deny(asked: Asked, person: string): void {
    seen.add(asked.approvals.length > 0 ? 'denied after an approval' : 'denied at once')
    end(asked, 'denied', { by: person })
  }

  function withdraw(asked: Asked, person: string): void {
    seen.add(`withdrawn ${asked.state === 'approved' ? 'after it was approved' : 'while it waits'}`)
    seen.add(person === asked.requester ? 'withdrawn by who asked' : 'withdrawn by an admin')
    end(asked, 'withdrawn', { by: person })
  }

  function remind(asked: Asked): void {
    asked.reminded = true
    const { approvers, deny, approvals: needed } = ruleOf(world, asked)
    // The rule may ask for fewer by now than have approved: then one of them may say yes once more.
    const enough = asked.approvals.length >= needed
    const left = (one: string) => one !== asked.requester && (enough || !asked.approvals.includes(one))
    const unread = approvers.some((member) => isGroup(member) && world.silent.has(member))
    const of = unread
      ? approvers.filter((member) => isGroup(member) || left(member))
      : PEOPLE.filter((person) => left(person) && whereIn(world, approvers, person) === 'in')
    expect('reminded', asked, { of: deny === undefined ? of : [] })
    seen.add(unread ? 'reminded by their groups' : 'reminded one by one')
    if (deny !== undefined) seen.add('reminded nobody: the rule denies')
    else if (enough && asked.approvals.length > 0) seen.add('reminded although enough have approved')
  }

  function wait(asked: Asked): void {
    if (world.now >= asked.expiresAt) {
      seen.add(asked.approvals.length > 0 ? 'expired with too few approvals' : 'expired')
      end(asked, 'expired')
    } else if (!asked.reminded && world.now >= asked.remindAt) remind(asked)
  }

  const claims = createClaims(world, { end, expect, replace, seen })

  return {
    ...{ requests, expected, seen, open, approve, deny, withdraw },
    /** Somebody is about to approve: the key is looked at first. Whether it is closed instead. */
    look(asked: Asked): boolean {
      if (ruleOf(world, asked).deny === undefined) return claims.closeIfChanged(asked, 'at a look')
      end(asked, 'cancelled', { why: 'policy_denies' })
      seen.add('closed at a look: the rule denies')
      return true
    },
    /** What the bot itself does about a request when it gets to it. */
    work(asked: Asked): void {
      if (asked.state === 'approved') claims.takeUp(asked)
      else if (asked.state === 'requested') wait(asked)
    },
  }
}
export type Model = ReturnType<typeof createModel>

interface Opening {
  readonly id?: string
  readonly follows?: Asked | null
}
