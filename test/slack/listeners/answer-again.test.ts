import { describe, expect, it } from 'vitest'
import { InputId, type PersonId } from '../../../src/core/ids.ts'
import type { Input } from '../../../src/core/input.ts'
import type { Reply } from '../../../src/core/reply.ts'
import { MessengerFault } from '../../../src/ports.ts'
import { answerInput } from '../../../src/slack/listeners/answer-input.ts'
import { ANN, AUDIT, aKey, later, SAM, twoPersons } from '../../builders.ts'
import { asked, CARD, ID, unsettled } from '../../usecases/two-persons.ts'
import { createWorld } from '../../usecases/world.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const from = { channel: AUDIT, responseUrl: 'https://hooks.slack.com/actions/1' }
const deny = {
  ...from,
  kind: 'decision',
  id: InputId.parse('view:1'),
  by: SAM,
  request: ID,
  verdict: 'deny',
} as const
const inputs: readonly (readonly [string, Input])[] = [
  ['an approval', { ...deny, verdict: 'approve' }],
  ['a denial', deny],
  [
    'a denial from the keyboard',
    { ...from, kind: 'command', id: InputId.parse('cmd:1'), by: SAM, text: `deny ${ID} because no` },
  ],
  ['a withdrawal', { ...from, kind: 'command', id: InputId.parse('cmd:1'), by: ANN, text: `withdraw ${ID}` }],
]
const settled: Input = {
  ...{
    ...from,
    kind: 'press',
    id: InputId.parse('press:1'),
    by: SAM,
    request: ID,
    card: CARD,
    action: 'settle_on',
  },
}

/** Takes an input, does it, and cannot answer; then a later try comes, when the world is another. */
async function answerTwice(input: Input, path = asked()) {
  const world = createWorld({ read: [aKey()] }, twoPersons)
  const { store, clock } = world
  await world.begin(path)
  clock.at = later(2_000)
  await store.inputs.take(input, clock.at.getTime() + 1_000)
  const said: Reply[] = []
  const run = async (slack: 'answers' | 'is away', tries: number) => {
    const people = {
      identify: async (person: PersonId) =>
        slack === 'answers'
          ? ({ ok: true, person, name: 'somebody' } as const)
          : ({ ok: false, person, refusal: 'identity_unknown' } as const),
      members: () => Promise.reject(new Error('not asked')),
    }
    const answer = async (_: unknown, reply: Reply) => {
      if (tries === 1) throw new MessengerFault('unknown')
      said.push(reply)
    }
    const deps = { ...world.deps, people, messenger: { ...world.deps.messenger, answer } }
    await answerInput({ deps, inputs: store.inputs, log: silent }, input.id, tries)
  }
  const first = run('answers', 1).catch((error: unknown) => error)
  expect(await first).toBeInstanceOf(MessengerFault)
  const entries = await world.kinds()
  await run('is away', 2)
  return { ...world, said, entries }
}

describe('answerInput, when the answer did not come through,', () => {
  it.each([
    ...inputs.map(([name, input]) => [name, input, asked()] as const),
    ['a testimony', settled, unsettled()] as const,
  ])('says again what %s did, although nobody can be identified by now', async (_, input, path) => {
    const { said, entries, kinds, deps } = await answerTwice(input, path)
    expect(said).toMatchObject([{ kind: expect.stringMatching(/^(decided|withdrawn|settled)$/) }])
    expect(said).toMatchObject([{ request: await deps.reads.request(ID) }])
    expect(await kinds()).toEqual(entries)
  })
})
