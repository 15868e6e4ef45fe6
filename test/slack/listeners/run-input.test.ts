import { describe, expect, it } from 'vitest'
import { ask } from '../../../src/core/asking.ts'
import { InputId, MessageTs, type PersonId } from '../../../src/core/ids.ts'
import type { Input, InputOf } from '../../../src/core/input.ts'
import { askAPerson } from '../../../src/core/settling.ts'
import type { Transition } from '../../../src/core/transition.ts'
import { considerPress, nameOf, runInput } from '../../../src/slack/listeners/run-input.ts'
import {
  ANN,
  AUDIT,
  aKey,
  anAsking,
  as,
  CARD_TS,
  HUNG_UP,
  last,
  later,
  ONE_APPROVAL,
  pathTo,
  SAM,
  T0,
  twoPersons,
  waiting,
} from '../../builders.ts'
import { ann, createWorld, type Script, sam } from '../../usecases/world.ts'

const request = waiting().id
const card = { channel: AUDIT, ts: CARD_TS }
const waits: readonly Transition[] = [ask(anAsking({ rule: ONE_APPROVAL }), T0)]
const lost = pathTo.unconfirmed()
const personAsked = [...lost, askAPerson(as(last(lost), 'unconfirmed'), HUNG_UP, later(1_800))]

function from(by: PersonId) {
  const responseUrl = 'https://hooks.slack.com/actions/1'
  return { id: InputId.parse('test:7'), by, channel: AUDIT, responseUrl }
}

function decision(verdict: 'approve' | 'deny', by = SAM): InputOf<'decision'> {
  return { ...from(by), kind: 'decision', request, verdict, comment: 'as agreed' }
}

function pressed(action: InputOf<'press'>['action'], by: PersonId): InputOf<'press'> {
  return { ...from(by), kind: 'press', request, card, action }
}

/** A bot with a request whose card stands in the channel. */
async function bot(script: Script, path = waits) {
  const world = createWorld(script, twoPersons)
  await world.begin(path)
  const before = world.written.length
  return {
    ...world,
    run: (input: Input) => runInput(world.deps, input),
    /** The entries since. */
    since: () => world.written.slice(before).map(({ entry }) => entry),
  }
}

describe('an input that is run again', () => {
  it.each([
    ['approve', 'approved'],
    ['deny', 'denied'],
  ] as const)('is answered as the first time, and decides once: %s', async (verdict, kind) => {
    const { run, since } = await bot({ identify: [sam, sam] })
    const first = await run(decision(verdict))
    expect(first).toMatchObject({ kind: 'decided', verdict, request: { state: kind } })
    expect(await run(decision(verdict))).toEqual(first)
    expect(since()).toMatchObject([{ kind, by: SAM }])
  })

  it.each([
    ['settle_on', 'succeeded'],
    ['settle_off', 'failed'],
  ] as const)('is answered as the first time, and settles once: %s', async (action, kind) => {
    const { run, since } = await bot({ identify: [sam, sam] }, personAsked)
    const first = await run(pressed(action, SAM))
    expect(first).toMatchObject({ kind: 'settled', request: { state: kind, settledBy: SAM } })
    expect(await run(pressed(action, SAM))).toEqual(first)
    expect(since()).toMatchObject([{ kind, by: SAM }])
  })

  it('is answered as the first time, and asks once', async () => {
    const script = { identify: [ann, ann], find: [[aKey()]], usable: [true] }
    const { run, since } = await bot(script, pathTo.failed())
    const first = await run(pressed('ask_again', ANN))
    expect(first).toMatchObject({ kind: 'asked', request: { requester: ANN, follows: request } })
    expect(await run(pressed('ask_again', ANN))).toEqual(first)
    expect(since()).toMatchObject([{ kind: 'asked', by: ANN }])
  })
})

describe('an input that a rule refuses', () => {
  const elsewhere = { ...card, ts: MessageTs.parse('1.000001') }

  it.each<[string, Input, Script, string]>([
    ['a decision by the requester', decision('approve', ANN), { identify: [ann] }, 'own_request'],
    ['an answer that nobody asked for', pressed('settle_on', SAM), { identify: [sam] }, 'nothing_to_settle'],
    [
      'a press on another message',
      { ...pressed('settle_on', SAM), card: elsewhere },
      { identify: [sam] },
      'not_its_card',
    ],
    [
      'a press on no message',
      { ...pressed('settle_off', SAM), card: null },
      { identify: [sam] },
      'not_its_card',
    ],
    [
      'a press that names no request',
      { ...pressed('ask_again', ANN), request: null },
      { identify: [ann] },
      'not_its_card',
    ],
    [
      'asking by somebody who may only approve',
      pressed('ask_again', SAM),
      { identify: [sam] },
      'not_allowed',
    ],
  ])('is answered with its refusal, and recorded by its name: %s', async (_, input, script, refusal) => {
    const { run, since, called } = await bot(script)
    expect(await run(input)).toMatchObject({ kind: 'refused', refusal })
    expect(called()).toEqual(['identify'])
    expect(since()).toMatchObject([
      { kind: 'refused', by: input.by, inputs: [{ command: nameOf(input), refusal, input: input.id }] },
    ])
  })
})

describe('considerPress', () => {
  const press = (verdict: 'approve' | 'deny', more: object = {}) => ({
    ...from(SAM),
    ...{ request, card, verdict },
    ...more,
  })

  it('leads to the form, and changes nothing', async () => {
    const { deps, since } = await bot({ identify: [sam], read: [aKey()] })
    const reply = await considerPress(deps, press('approve'))
    expect(reply).toMatchObject({ kind: 'form', verdict: 'approve', request: { id: request } })
    expect(since()).toEqual([])
  })

  it('reads no key for somebody who wants to deny', async () => {
    const { deps, called } = await bot({ identify: [sam] })
    expect(await considerPress(deps, press('deny'))).toMatchObject({ kind: 'form', verdict: 'deny' })
    expect(called()).toEqual(['identify'])
  })

  it('is refused where the button is not on the card, and the log has what was wanted', async () => {
    const { deps, since } = await bot({ identify: [sam] })
    const reply = await considerPress(deps, press('deny', { card: null }))
    expect(reply).toMatchObject({ kind: 'refused', refusal: 'not_its_card' })
    expect(since()).toMatchObject([{ inputs: [{ command: 'deny', refusal: 'not_its_card' }] }])
  })
})

describe('nameOf', () => {
  const typed = (text: string): Input => ({ ...from(ANN), kind: 'command', text })

  it.each<[Input, string]>([
    [typed('rotate alias/x'), 'rotate'],
    [typed('  WITHDRAW R-00000000'), 'withdraw'],
    [typed('frobnicate'), 'none'],
    [decision('deny'), 'deny'],
    [pressed('settle_off', SAM), 'settle_off'],
  ])('is what the audit log calls it: %#', (input, name) => {
    expect(nameOf(input)).toBe(name)
  })
})
