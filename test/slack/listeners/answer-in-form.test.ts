import type { ModalView } from '@slack/types'
import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../src/core/reply.ts'
import type { Forms } from '../../../src/slack/forms.ts'
import { answerInForm } from '../../../src/slack/listeners/answer-in-form.ts'
import { ANN, AUDIT, anInputId, ONE_APPROVAL, waiting } from '../../builders.ts'
import { keptLog } from '../harness.ts'

const to = {
  id: anInputId(1),
  by: ANN,
  channel: AUDIT,
  responseUrl: 'https://hooks.slack.com/actions/1',
  trigger: '1.2.abc',
}
const form: Reply = {
  kind: 'form',
  ...{ verdict: 'approve', request: waiting(), rule: ONE_APPROVAL, counting: [] },
}
const refused: Reply = { kind: 'refused', refusal: 'own_request', request: waiting() }
const notOpened: Reply = { kind: 'refused', refusal: 'form_not_opened' }

interface World {
  readonly find?: () => Promise<Reply>
  /** What Slack does with the form at first, and when it is filled. */
  readonly opens?: boolean
  readonly shows?: Awaited<ReturnType<Forms['show']>>
}

async function answering({ find = async () => form, opens = true, shows = 'shown' }: World = {}) {
  const { log, lines } = keptLog()
  const steps: string[] = []
  const shown: ModalView[] = []
  const answers: { readonly to: unknown; readonly reply: Reply }[] = []
  const idOf = (view: ModalView) => view.blocks[0]?.block_id ?? ''
  const forms: Forms = {
    open: async (trigger, view) => {
      steps.push(`open ${trigger} ${idOf(view)}`)
      return opens ? 'V1' : null
    },
    show: async (id, view) => {
      steps.push(`show ${id} ${idOf(view)}`)
      shown.push(view)
      return shows
    },
  }
  const messenger = { answer: async (to: unknown, reply: Reply) => void answers.push({ to, reply }) }
  await answerInForm({ forms, messenger, command: '/cckm', log }, to, () => {
    steps.push('find')
    return find()
  })
  return { steps, shown, answers, lines }
}

describe('answerInForm', () => {
  it('opens a form before it looks anything up, because the trigger is good for three seconds', async () => {
    const { steps, answers } = await answering()
    expect(steps).toEqual(['open 1.2.abc loading', 'find', 'show V1 wish'])
    expect(answers).toEqual([])
  })

  it('has the form bring back who is to be answered, and what is decided about which request', async () => {
    const { shown } = await answering()
    expect(JSON.parse(shown[0]?.private_metadata ?? '')).toEqual({
      verdict: 'approve',
      request: waiting().id,
      channel: AUDIT,
      responseUrl: to.responseUrl,
    })
  })

  it('shows in the form why there is nothing to decide, and only there', async () => {
    const { steps, shown, answers } = await answering({ find: async () => refused })
    expect(steps.at(-1)).toBe('show V1 refused:own_request')
    expect(shown[0]).not.toHaveProperty('submit')
    expect(answers).toEqual([])
  })

  it('tells who pressed when Slack does not open the form, and looks nothing up', async () => {
    const { steps, answers } = await answering({ opens: false })
    expect(steps).toEqual(['open 1.2.abc loading'])
    expect(answers).toEqual([{ to, reply: notOpened }])
  })

  it('says in another way what was found out, when the form was closed meanwhile', async () => {
    const { answers } = await answering({ find: async () => refused, shows: 'closed' })
    expect(answers).toEqual([{ to, reply: refused }])
  })

  it('says nothing to somebody who closed the form before they could decide', async () => {
    expect((await answering({ shows: 'closed' })).answers).toEqual([])
  })

  it.each([
    ['a form', form, notOpened],
    ['a refusal', refused, refused],
  ])('leaves nobody before a form that never fills: %s', async (_, found, told) => {
    const { answers } = await answering({ find: async () => found, shows: 'failed' })
    expect(answers).toEqual([{ to, reply: told }])
  })

  it('shows a reference when it breaks, which the log has beside the reason', async () => {
    const failure = new Error('a bug with xoxb-secrets in its message')
    const { steps, shown, lines } = await answering({ find: () => Promise.reject(failure) })
    expect(steps.at(-1)).toBe('show V1 broken')
    const reference = to.id.slice(-12)
    expect(JSON.stringify(shown)).toContain(reference)
    expect(JSON.stringify(shown)).not.toContain('xoxb')
    expect(lines).toMatchObject([{ level: 'error', fields: { err: failure, reference } }])
  })
})
