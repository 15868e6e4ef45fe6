import { describe, expect, it } from 'vitest'
import { ANN, aKey, BOB, ONE_APPROVAL, SAM, waiting } from '../builders.ts'
import { keeping } from './open-deps.ts'

const ID = waiting().id

describe('approve', () => {
  it.each([
    [`approve ${ID}`, {}],
    [`approve ${ID.toLowerCase()}`, {}],
    [`approve ${ID} because it is fine`, { comment: 'it is fine' }],
  ])('puts the request into a form, and decides nothing: %s', async (text, comment) => {
    const { say, committed, read } = keeping(waiting())
    expect(await say(text, SAM)).toEqual({
      ...{ kind: 'form', verdict: 'approve', request: waiting(), ...comment },
      ...{ rule: ONE_APPROVAL, counting: [] },
    })
    expect([committed, read]).toEqual([[], [aKey().id]])
  })

  it.each([
    ['its requester', ANN, 'own_request'],
    ['an admin who is no approver', BOB, 'not_approver'],
  ])('refuses %s', async (_, person, refusal) => {
    const { say, refusals, read } = keeping(waiting())
    expect(await say(`approve ${ID}`, person)).toMatchObject({ refusal, request: { id: ID } })
    const refused = { command: 'approve', refusal, request: ID }
    expect([refusals, read]).toMatchObject([[{ by: person, refused }], []])
  })

  it('knows no request that is not there', async () => {
    const { say } = keeping(waiting())
    expect(await say('approve R-00000000', SAM)).toEqual({ kind: 'refused', refusal: 'no_such_request' })
  })

  it.each([
    ['approve', 'no_request'],
    ['approve alias/payments', 'bad_request'],
    [`approve ${ID} now`, 'unknown_word'],
    [`approve ${ID} because .\u2800`.replace('.', ''), 'empty_reason'],
  ])('corrects %j with %s, and makes no entry of it', async (text, problem) => {
    const { say, refusals } = keeping(waiting())
    expect(await say(text, SAM)).toMatchObject({ kind: 'usage', problem, help: { name: 'approve' } })
    expect(refusals).toEqual([])
  })
})
