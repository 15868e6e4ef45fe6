import { describe, expect, it } from 'vitest'
import { createIntake } from '../../src/slack/intake.ts'
import { COMMENT } from '../../src/slack/views/form.ts'
import { keptLog } from './harness.ts'

const acks = { add: () => {} }

/** An intake that is being shut, and what it answered to what came after. */
async function draining() {
  const { log, lines } = keptLog()
  const intake = createIntake(log)
  await intake.drain()
  const answers: unknown[] = []
  let sent = 0
  return {
    answers,
    lines,
    take(body: Record<string, unknown>, ack = async (answer: unknown) => void answers.push(answer)) {
      sent += 1
      intake.take({ ack, body, envelope_id: String(body.envelope ?? sent) }, acks)
    },
  }
}

describe('an intake that is being shut', () => {
  it('tells who typed a command that nothing was done', async () => {
    const { take, answers } = await draining()
    take({ command: '/cckm', text: 'rotate alias/x' })
    expect(answers).toEqual([
      { response_type: 'ephemeral', text: expect.stringContaining('nothing was done') },
    ])
  })

  it('tells who submits a form, at its field, so that the form stays', async () => {
    const { take, answers } = await draining()
    take({ type: 'view_submission', view: {} })
    expect(answers).toEqual([
      { response_action: 'errors', errors: { [COMMENT.block]: expect.stringContaining('nothing was done') } },
    ])
  })

  it('leaves a press without an ack, so that Slack says that nothing came of it', async () => {
    const { take, answers } = await draining()
    take({ type: 'block_actions' })
    expect(answers).toEqual([])
  })

  it('answers the same envelope once', async () => {
    const { take, answers } = await draining()
    take({ command: '/cckm', envelope: 'e1' })
    take({ command: '/cckm', envelope: 'e1' })
    expect(answers).toHaveLength(1)
  })

  it('notes an answer that came too late', async () => {
    const { take, lines } = await draining()
    take({ command: '/cckm' }, () => Promise.reject(new Error('the connection is closed')))
    await expect.poll(() => lines).toMatchObject([{ level: 'warn' }])
  })
})
