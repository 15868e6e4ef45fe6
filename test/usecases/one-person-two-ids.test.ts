import { describe, expect, it } from 'vitest'
import { claim } from '../../src/core/calling.ts'
import { PersonId } from '../../src/core/ids.ts'
import { ROLES } from '../../src/core/standing.ts'
import type { People } from '../../src/ports.ts'
import { ask } from '../../src/usecases/ask.ts'
import { admit } from '../../src/usecases/authorize.ts'
import { consider } from '../../src/usecases/consider.ts'
import { decide } from '../../src/usecases/decide.ts'
import { evaluate } from '../../src/usecases/evaluate.ts'
import { withdraw } from '../../src/usecases/withdraw.ts'
import { aKey, as, later, ONCALL, SECURITY, twoPersons } from '../builders.ts'
import { FRESH } from './two-persons.ts'
import { askerOf, createWorld } from './world.ts'

/** One person, known in two workspaces of an organisation under an id of each. */
const HERE = PersonId.parse('U0HERE')
const THERE = PersonId.parse('U0THERE')
const ANNA = PersonId.parse('W0ANNA')
const LEE = PersonId.parse('W0LEE')

const people: People = {
  identify: async (user) => ({
    ok: true,
    person: user === HERE || user === THERE ? ANNA : user,
    name: 'x',
  }),
  members: async () => [ANNA, LEE],
}

/** Anna asks by one of her ids; everybody of two groups may ask and approve. */
async function askedByAnna() {
  const inForce = { ...twoPersons, requesters: [ONCALL], approvers: [SECURITY], admins: [] }
  const world = createWorld({ find: [[aKey()]], usable: [true], read: [aKey()] }, inForce)
  const deps = { ...world.deps, people }
  const wish = { operation: 'enable-auto-rotation', reference: { by: 'uuid', id: aKey().id } } as const
  const asking = admit(deps, askerOf(HERE, 'cmd:1'), ROLES, (asker) => ask(deps, asker, wish))
  expect(await asking).toMatchObject({ kind: 'asked', request: { requester: ANNA } })
  const say = (user: PersonId, input: string, verdict: 'approve' | 'deny') =>
    admit(deps, askerOf(user, input), ROLES, (asker) => decide(deps, asker, { request: FRESH, verdict }))
  return { ...world, deps, say }
}

describe('somebody with two ids', () => {
  it.each([HERE, THERE, ANNA])('does not approve or deny what they asked for, by %s', async (user) => {
    const { say, deps, written } = await askedByAnna()
    for (const verdict of ['approve', 'deny'] as const)
      expect(await say(user, `view:${verdict}`, verdict)).toMatchObject({ refusal: 'own_request' })
    const considering = { request: FRESH, verdict: 'approve' } as const
    const looking = admit(deps, askerOf(user, 'press:1'), ROLES, (asker) =>
      consider(deps, asker, considering),
    )
    expect(await looking).toMatchObject({ refusal: 'own_request' })
    expect(written.at(-1)?.entry).toMatchObject({ kind: 'refused', by: ANNA })
  })

  it('may take back by the one what they asked for by the other', async () => {
    const { deps } = await askedByAnna()
    const back = admit(deps, askerOf(THERE, 'cmd:2'), ROLES, (asker) =>
      withdraw(deps, asker, { request: FRESH }),
    )
    expect(await back).toMatchObject({ kind: 'withdrawn', request: { by: ANNA } })
  })

  it('has what they asked for approved by another member of both groups', async () => {
    const { say, deps } = await askedByAnna()
    expect(await say(LEE, 'view:1', 'approve')).toMatchObject({ kind: 'decided' })
    const approved = await deps.reads.request(FRESH)
    if (!approved) throw new Error('it is not there')
    const claimed = claim(as(approved, 'approved'), 'bot-1', later(60)).to
    expect(await evaluate(deps, claimed)).toBe('may')
  })
})
