import { describe, expect, it } from 'vitest'
import { ANN, approvedBySam, KIM, ONE_APPROVAL, SAM, waiting } from '../builders.ts'
import { keeping } from './open-deps.ts'

const ID = waiting().id

describe('deny', () => {
  it('decides at once with a reason, and reads no key', async () => {
    const { say, committed, read } = keeping(waiting())
    const reply = await say(`deny ${ID} because of the freeze`, SAM)
    const denied = { state: 'denied', by: SAM, comment: 'of the freeze', input: 'command:1' }
    expect(reply).toMatchObject({ kind: 'decided', verdict: 'deny', request: denied })
    expect([committed, read]).toMatchObject([[{ to: denied, entry: { kind: 'denied' } }], []])
  })

  it('asks for the reason in a form', async () => {
    const { say, committed, read } = keeping(waiting())
    expect(await say(`deny ${ID}`, SAM)).toEqual({
      ...{ kind: 'form', verdict: 'deny', request: waiting() },
      ...{ rule: ONE_APPROVAL, counting: [] },
    })
    expect([committed, read]).toEqual([[], []])
  })

  it.each(['', ' because no'])('refuses the requester%s', async (reason) => {
    const { say, committed, refusals } = keeping(waiting())
    expect(await say(`deny ${ID}${reason}`, ANN)).toMatchObject({ refusal: 'own_request' })
    expect([committed, refusals]).toMatchObject([[], [{ refused: { command: 'deny' } }]])
  })

  it.each(['', ' because no'])('tells who comes second who decided%s', async (reason) => {
    const { say } = keeping(approvedBySam().to)
    expect(await say(`deny ${ID}${reason}`, KIM)).toMatchObject({
      ...{ refusal: 'already_decided', request: { approvals: [{ by: SAM }] } },
    })
  })

  it.each([
    ['deny', 'no_request'],
    ['deny because no', 'no_request'],
    [`deny ${ID} because`, 'empty_reason'],
    [`deny ${ID} R-00000000 because no`, 'unknown_word'],
    [`deny ${ID} because ${'x'.repeat(2_000)}`, 'too_long'],
  ])('corrects %j with %s', async (text, problem) => {
    const { say, committed } = keeping(waiting())
    expect(await say(text, SAM)).toMatchObject({ kind: 'usage', problem, help: { name: 'deny' } })
    expect(committed).toEqual([])
  })
})
