import type { Wanted } from '../../../src/core/operations.ts'
import { type Asked, changesOf, ruleOf } from './requests.ts'
import { whereNow } from './standing.ts'
import type { World } from './world.ts'

export class Wrong extends Error {
  override name = 'Wrong' as const
}

export function must(holds: boolean, sentence: string): void {
  if (!holds) throw new Wrong(sentence)
}

/** As a call goes out: whether it may, by what people said and by what holds at this moment, whatever was thought before. */
export function judgeCall(world: World, asked: Asked, { operation, periodDays }: Wanted): void {
  const { wish, requester, said } = asked
  must(
    operation === wish.operation && periodDays === (wish.period ?? undefined),
    'another call than was asked for',
  )
  const rule = ruleOf(world, asked)
  must(rule.deny === undefined, 'a call that the rule in force denies')
  must(whereNow(world, rule.requesters, requester) === 'in', 'a call for somebody who may not ask')
  const people = new Set<string>()
  for (const person of said)
    if (person !== requester && whereNow(world, rule.approvers, person) === 'in') people.add(person)
  must(people.size >= rule.approvals, `a call that ${people.size} of ${rule.approvals} people approved`)
  must(operation !== 'disable-auto-rotation' || people.size > 0, 'switched off without an approval')
  must(periodDays === undefined || !asked.look.on || people.size > 0, 'put off without an approval')
  must(changesOf(world, asked).length === 0, 'a call for a key that is not as it was shown')
  must(!asked.called, 'a second call on one claim')
  asked.called = true
}
