import { describe, expect, it } from 'vitest'
import type { RefusedInput } from '../../../src/core/entry.ts'
import { InputId } from '../../../src/core/ids.ts'
import type { Input } from '../../../src/core/input.ts'
import type { FinalReply, Reply } from '../../../src/core/reply.ts'
import type { Request } from '../../../src/core/request.ts'
import { MessengerFault } from '../../../src/ports.ts'
import { answerInput, answerNow } from '../../../src/slack/listeners/answer-input.ts'
import { ANN, AUDIT, a } from '../../builders.ts'
import { closedDeps } from '../../commands/deps.ts'
import { keptLog } from '../harness.ts'

const input: Input = {
  kind: 'command',
  id: InputId.parse('cmd:1772442000.123.0123456789abcdef'),
  by: ANN,
  channel: AUDIT,
  text: 'rotate',
  responseUrl: 'https://hooks.slack.test/commands/1',
}
const REFERENCE = '456789abcdef'
const usage = { kind: 'usage', problem: 'no_key' }

interface Trouble {
  readonly breaks?: number
  readonly silent?: number
  readonly why?: MessengerFault['reason']
  /** The request that a life before this one made of the command. */
  readonly asked?: Request | null
}

/** A stored command; `breaks` is how often it throws before it works, `silent` how often it cannot be answered. */
function stored({ breaks = 0, silent = 0, why = 'unknown', asked = null }: Trouble = {}) {
  const { log, lines } = keptLog()
  const replies: Reply[] = []
  const left = { breaks, silent }
  let runs = 0
  let open: Input | null = input
  const { deps, refusals } = closedDeps()
  let final: FinalReply | null = null
  const answering = {
    deps: {
      ...deps,
      ledger: {
        ...deps.ledger,
        refuse: async (by: typeof ANN, refused: RefusedInput, reply: FinalReply) => {
          final = reply
          await deps.ledger.refuse(by, refused, reply)
        },
      },
      reads: { ...deps.reads, requestOfInput: async () => asked },
      people: {
        ...deps.people,
        identify: async (person: typeof ANN) => {
          runs += 1
          if (left.breaks-- > 0) throw new Error('a bug with xoxb-secrets in its message')
          return { ok: true as const, person, name: 'ann' }
        },
      },
      messenger: {
        ...deps.messenger,
        answer: async (_: Input, reply: Reply) => {
          if (left.silent-- > 0) throw new MessengerFault(why)
          replies.push(reply)
        },
      },
    },
    inputs: {
      unanswered: async () => open,
      finalReply: async () => final,
      answered: async () => {
        open = null
      },
    },
    log,
  }
  return {
    replies,
    refusals,
    lines,
    runs: () => runs,
    isOpen: () => open !== null,
    answer: (tries: number) => answerInput(answering, input.id, tries),
    now: () => answerNow(answering.deps, log, input),
  }
}

describe('answerInput', () => {
  it('runs the command, answers, and is done with it', async () => {
    const { answer, replies, isOpen, lines } = stored()
    expect(await answer(1)).toBeNull()
    expect(replies).toMatchObject([usage])
    expect(isOpen()).toBe(false)
    expect(lines).toEqual([])
  })

  it('does not run a command again that was answered', async () => {
    const { answer, replies, runs } = stored()
    await answer(1)
    expect(await answer(2)).toBeNull()
    expect([runs(), replies.length]).toEqual([1, 1])
  })

  it('answers once when the command breaks twice and then works', async () => {
    const { answer, replies, isOpen } = stored({ breaks: 2 })
    await expect(answer(1)).rejects.toThrow('a bug')
    await expect(answer(2)).rejects.toThrow('a bug')
    expect([replies.length, isOpen()]).toEqual([0, true])
    await answer(3)
    expect(replies).toMatchObject([usage])
    expect(isOpen()).toBe(false)
  })

  it('says at the third try that the bot is broken, with a reference that the log has too', async () => {
    const { answer, replies, lines, isOpen } = stored({ breaks: 3 })
    await expect(answer(1)).rejects.toThrow()
    await expect(answer(2)).rejects.toThrow()
    await answer(3)
    expect(replies).toEqual([{ kind: 'broken', reference: REFERENCE }])
    expect(lines).toMatchObject([
      { level: 'error', fields: { reference: REFERENCE, err: expect.any(Error) } },
    ])
    expect(isOpen()).toBe(false)
  })

  it('records the attempt that broke, and stays with what it said although a later try would work', async () => {
    const { answer, replies, refusals, runs } = stored({ breaks: 3, silent: 1 })
    for (const tries of [1, 2, 3, 4]) await answer(tries).catch(() => {})
    expect(refusals).toMatchObject([{ by: ANN, refused: { refusal: 'broken', command: 'rotate' } }])
    expect(replies).toEqual([{ kind: 'broken', reference: REFERENCE }])
    expect(runs()).toBe(3)
  })

  it('answers with the request of an earlier life, whatever has changed since', async () => {
    const asked = a('succeeded')
    const { answer, replies, runs } = stored({ asked })
    await answer(1)
    expect(replies).toEqual([{ kind: 'asked', request: asked }])
    expect(runs()).toBe(0)
  })

  it('keeps the command until the person could be answered', async () => {
    const { answer, replies, isOpen } = stored({ silent: 2 })
    await expect(answer(1)).rejects.toBeInstanceOf(MessengerFault)
    await expect(answer(5)).rejects.toBeInstanceOf(MessengerFault)
    expect(isOpen()).toBe(true)
    await answer(6)
    expect([replies.length, isOpen()]).toEqual([1, false])
  })

  it('gives up at once on a person whom Slack will never let it answer', async () => {
    const { answer, isOpen, lines } = stored({ silent: 1, why: 'refused' })
    await answer(1)
    expect(isOpen()).toBe(false)
    expect(lines.some(({ fields }) => fields.inputId === input.id)).toBe(true)
  })

  it.each([
    [69, true],
    [70, false],
  ])('gives up on a person who cannot be answered: after %i tries it waits on, %s', async (tries, waits) => {
    const { answer, isOpen, lines } = stored({ silent: 1 })
    await answer(tries).catch(() => {})
    expect(isOpen()).toBe(waits)
    expect(lines.some(({ fields }) => fields.inputId === input.id)).toBe(!waits)
  })
})

describe('answerNow', () => {
  it('answers', async () => {
    const { now, replies } = stored()
    await now()
    expect(replies).toMatchObject([usage])
  })

  it('does not try again: it says at once that the bot is broken', async () => {
    const { now, replies, lines, runs } = stored({ breaks: 1 })
    await now()
    expect(replies).toEqual([{ kind: 'broken', reference: REFERENCE }])
    expect(lines).toMatchObject([{ level: 'error', fields: { reference: REFERENCE } }])
    expect(runs()).toBe(1)
  })
})
