import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CommandDeps } from '../../src/commands/command.ts'
import { commandOf, doingOf } from '../../src/commands/dispatch.ts'
import { readTyped } from '../../src/commands/typed.ts'
import { InputId } from '../../src/core/ids.ts'
import type { CommandInput } from '../../src/core/input.ts'
import type { Reply } from '../../src/core/reply.ts'
import { answerNow } from '../../src/slack/listeners/answer-input.ts'
import { reply as draw } from '../../src/slack/views/reply.ts'
import { AUDIT, aKey, BOB, twoPersons } from '../builders.ts'
import { closedDeps } from './deps.ts'
import { line, mutated, rubbish } from './lines.ts'

const HALF = 50_000
const SEED = 20_261_127

const mutants = fc.sample(mutated(line), { seed: SEED, numRuns: HALF })
const others = fc.sample(rubbish, { seed: SEED, numRuns: HALF })

describe('100,000 command lines, half of them one slip away from a good one', () => {
  it('are good ones often enough to reach what is behind the grammar', () => {
    const good = [...mutants, ...others].filter(isRead)
    expect(good.length).toBeGreaterThan(0.3 * 2 * HALF)
  })

  it('each get one answer, with words in it, and never break the bot', { timeout: 60_000 }, async () => {
    const { deps, answers, broken } = answering()
    const wrong: string[] = []
    for (const [index, text] of [...mutants, ...others].entries()) {
      doingOf(text)
      const before = answers.length
      await answerNow(deps, broken.log, typed(index, text))
      const [answer, ...more] = answers.slice(before)
      // Every view is drawn elsewhere; here one in ten is enough to see that lines lead to some.
      const words = index % 10 > 0 || (answer && says(answer))
      if (!answer || more.length > 0 || answer.kind === 'broken' || !words) wrong.push(text)
    }
    expect(wrong.slice(0, 10)).toEqual([])
    expect(broken.lines).toEqual([])
    const kinds = new Set(answers.map(({ kind }) => kind))
    const reached = ['facts', 'found', 'help', 'help_on', 'history', 'key', 'refused', 'requests']
    expect([...kinds].sort()).toEqual([...reached, 'unknown_command', 'usage'])
  })
})

function isRead(text: string): boolean {
  return commandOf(text)?.parse(readTyped(text).words).ok ?? false
}

function says(answer: Reply): boolean {
  const { text, blocks } = draw(answer, '/cckm')
  return text.trim() !== '' && blocks.length > 0
}

function typed(index: number, text: string): CommandInput {
  const id = InputId.parse(`cmd:${index}`)
  return { kind: 'command', id, by: BOB, channel: AUDIT, text, responseUrl: 'https://hooks.slack.com/1' }
}

/** A bot that is asked by somebody who may do everything, finds a key for every name, and refuses every wish. */
function answering() {
  const answers: Reply[] = []
  const lines: string[] = []
  const note = (_fields: object, sentence: string) => void lines.push(sentence)
  const { deps: closed } = closedDeps()
  const deps: CommandDeps = {
    ...closed,
    policy: { ...twoPersons, requesters: [BOB], approvers: [BOB], rules: [{ name: 'none', deny: 'No.' }] },
    ciphertrust: {
      ...closed.ciphertrust,
      find: async () => [aKey()],
      list: async () => ({ keys: [aKey()], cut: false }),
      aliases: async () => [],
      readRotation: async () => aKey().rotation,
      reportsPeriods: async () => true,
    },
    messenger: { ...closed.messenger, answer: async (_to, reply) => void answers.push(reply) },
    ledger: { ...closed.ledger, refuse: async () => {} },
  }
  return { deps, answers, broken: { lines, log: { debug: note, info: note, warn: note, error: note } } }
}
