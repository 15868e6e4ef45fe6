import { describe, expect, it } from 'vitest'
import { ANN, a, approvedBySam, BOB, SAM, twoPersons, waiting } from '../builders.ts'
import { keeping } from './open-deps.ts'

const ID = waiting().id

describe('withdraw', () => {
  it.each([
    ['its requester', ANN, waiting()],
    ['an admin', BOB, waiting()],
    ['its requester, after the approval', ANN, approvedBySam().to],
  ])('takes it back for %s', async (_, by, request) => {
    const { say, committed } = keeping(request)
    const withdrawn = { state: 'withdrawn', by, comment: 'not needed', input: 'command:1' }
    const reply = await say(`withdraw ${ID} because not needed`, by)
    expect(reply).toMatchObject({ kind: 'withdrawn', request: withdrawn })
    expect(committed).toMatchObject([{ from: request, to: withdrawn }])
  })

  it('needs no reason', async () => {
    const { say } = keeping(waiting())
    const reply = await say(`withdraw ${ID}`, ANN)
    expect([reply.kind, JSON.stringify(reply).includes('comment')]).toEqual(['withdrawn', false])
  })

  it.each([
    ['somebody who may ask too, but is no admin', BOB, waiting(), 'not_yours'],
    ['an approver', SAM, waiting(), 'not_yours'],
    ['its requester while the call is made', ANN, a('calling'), 'under_way'],
    ['its requester after its end', ANN, a('failed'), 'already_decided'],
  ])('refuses %s', async (_, by, request, refusal) => {
    const { say, committed, refusals } = keeping(request, { ...twoPersons, admins: [] })
    expect(await say(`withdraw ${ID}`, by)).toMatchObject({ kind: 'refused', refusal, request })
    expect([committed, refusals]).toMatchObject([[], [{ refused: { command: 'withdraw', request: ID } }]])
  })

  it.each([
    ['withdraw', 'no_request'],
    ['withdraw mine', 'bad_request'],
    [`withdraw ${ID} quickly`, 'unknown_word'],
    [`withdraw ${ID} because`, 'empty_reason'],
    [`withdraw ${ID} because  `, 'empty_reason'],
  ])('corrects %j with %s, and changes nothing', async (text, problem) => {
    const { say, committed } = keeping(waiting())
    expect(await say(text, ANN)).toMatchObject({ kind: 'usage', problem, help: { name: 'withdraw' } })
    expect(committed).toEqual([])
  })

  it.each([
    ['because', 'because <reason>'],
    ['wrong key', 'because wrong key'],
  ])('says how a line goes that ends in %j', async (end, line) => {
    const { say } = keeping(waiting())
    expect(await say(`withdraw ${ID} ${end}`, ANN)).toMatchObject({ line: `withdraw ${ID} ${line}` })
  })
})
