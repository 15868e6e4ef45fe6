import { describe, expect, it } from 'vitest'
import { doneBefore } from '../../src/commands/done-before.ts'
import { InputId } from '../../src/core/ids.ts'
import type { Input } from '../../src/core/input.ts'
import type { Request } from '../../src/core/request.ts'
import { AUDIT, approvedBySam, as, SAM, waiting } from '../builders.ts'
import { closedDeps } from './deps.ts'

const approved = as(approvedBySam().to, 'approved')
const [approval] = approved.approvals
const ID = approved.id

const from = { by: SAM, channel: AUDIT, responseUrl: 'https://hooks.slack.com/actions/1' }
const typed = (text: string): Input => ({ ...from, kind: 'command', id: InputId.parse('cmd:1'), text })

function keeping(request: Request, asked: Request | null = null) {
  const { reads } = closedDeps().deps
  return {
    reads: {
      ...reads,
      requestOfInput: async () => asked,
      request: async (id: typeof ID) => (id === request.id ? request : null),
    },
  }
}

describe('doneBefore', () => {
  const byThis = (id: string) =>
    keeping({ ...approved, approvals: [{ by: SAM, at: 0, input: InputId.parse(id) }] })

  it.each<[string, Input]>([
    ['a form', { ...from, kind: 'decision', id: InputId.parse('view:1'), request: ID, verdict: 'approve' }],
    [
      'a press',
      { ...from, kind: 'press', id: InputId.parse('press:1'), request: ID, card: null, action: 'settle_on' },
    ],
    ['a line', typed(`deny ${ID} because no`)],
    ['a line as Slack escapes it', typed(`deny   ${ID.toLowerCase()} because a &lt; b`)],
  ])('finds what %s did to the request it names', async (_, input) => {
    const reply = await doneBefore(byThis(input.id), input)
    expect(reply).toMatchObject({ kind: 'decided', verdict: 'approve', request: { id: ID } })
  })

  it('finds the request that an input became, whatever has become of it', async () => {
    const reply = await doneBefore(keeping(waiting(), approved), typed('rotate alias/payments'))
    expect(reply).toEqual({ kind: 'asked', request: approved })
  })

  it.each([
    ['what another input did', typed(`deny ${ID} because no`)],
    ['a request that is not there', typed('withdraw R-00000000')],
    ['a line that names none', typed('rotate alias/payments')],
    ['a line that cannot be read', typed('deny')],
    ['a line that is too long', typed(`deny ${ID} because ${'x'.repeat(3_000)}`)],
  ])('finds nothing for %s', async (_, input) => {
    expect(approval?.input).toBe('command:2')
    expect(await doneBefore(keeping(approved), input)).toBeNull()
  })

  it('finds nothing for a press that names no request', async () => {
    const input: Input = {
      ...from,
      kind: 'press',
      id: InputId.parse('press:1'),
      request: null,
      card: null,
      action: 'ask_again',
    }
    expect(await doneBefore(keeping(approved), input)).toBeNull()
  })
})
