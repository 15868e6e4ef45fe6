import { onTestFinished } from 'vitest'
import type { Input } from '../../../src/core/input.ts'
import { meetSlack } from '../../../src/slack/meet.ts'
import { createSlackApp } from '../../../src/slack/start.ts'
import { slackForTest } from '../../simulators/slack/harness.ts'
import { accessTo, client, keptLog, now } from '../harness.ts'

interface Store {
  readonly take?: (input: Input, deadline: number) => Promise<boolean>
  readonly answerNow?: (input: Input) => Promise<void>
}

/** A bot that only listens: what it takes and what it answers at once is kept. */
export async function listening({ take = async () => true, answerNow = async () => {} }: Store = {}) {
  const slack = await slackForTest()
  const { log, lines } = keptLog()
  const events: string[] = []
  const taken: { readonly input: Input; readonly deadline: number }[] = []
  const read: Input[] = []
  const met = await meetSlack(client(slack), { now, sleep: async () => {} }, log)
  const app = createSlackApp({
    access: accessTo(slack),
    met,
    command: '/cckm',
    inputs: {
      take: async (input, deadline) => {
        taken.push({ input, deadline })
        const result = await take(input, deadline)
        events.push('stored')
        return result
      },
    },
    answerNow: (input) => {
      read.push(input)
      return answerNow(input)
    },
    onRefused: () => events.push('refused'),
    now,
    log,
  })
  await app.start()
  onTestFinished(async () => {
    await app.stop()
  })
  return { slack, app, lines, events, taken, read }
}
