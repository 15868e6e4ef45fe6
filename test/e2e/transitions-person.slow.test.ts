import { describe, it } from 'vitest'
import { z } from 'zod'
import { isA } from '../../simulators/observed.ts'
import { entriesOf } from './audit.ts'
import { type OneRequest, oneRequest } from './one-request.ts'
import { forAPerson, HOUR, MINUTE, readInVain } from './ways.ts'

const ARN = 'arn:aws:kms:ap-south-1:123456789012:key/623321f4-a7d4-4d52-89bf-a9f26a29360e'

describe.concurrent('a call of which reading tells nothing', () => {
  it('is read ever more seldom; then a person is asked the exact question, and their answer stands', async ({
    expect,
  }) => {
    await using one = await oneRequest()
    const began = one.now()

    await forAPerson(one)

    const pauses = one.steps.flatMap(({ readIn }) => readIn ?? [])
    expect(pauses.slice(0, 7)).toEqual([1, 2, 4, 8, 15, 30, 60])
    expect(pauses.slice(7, -1).every((pause) => pause === MINUTE)).toBe(true)
    expect([pauses.length, pauses.at(-1)]).toEqual([22, HOUR])
    expect(one.now() - began).toBeGreaterThanOrEqual(10 * MINUTE * 1_000)
    const asked = await one.onCard('Not confirmed yet.')
    expect(asked.question).toContain(`Is automatic rotation of ${ARN} on in AWS now?`)
    expect(await buttonsOf(one)).toEqual(['settle_on', 'settle_off'])

    await one.press(one.kim, 'settle_on')

    const settled = await one.onCard('Done')
    expect(settled).toMatchObject({ saysOn: true, question: '' })
    expect(settled.standing).toContain(one.kim)
    expect(entriesOf(one.stage, one.key.id).at(-1)).toMatchObject({ how: 'settled', by: one.kim })
    expect((await one.seen.transcript(one.requester)).filter(isA('cckm_outcome'))).toHaveLength(1)
    const again = { forge: true, value: one.id() }
    expect(await one.press(one.sam, 'settle_off', again)).toEqual(['refused:nothing_to_settle'])
    expect(await one.inAws()).toMatchObject({ sent: 1 })
  })

  it('is settled neither before that, nor by who asked, nor by who may not decide', async ({ expect }) => {
    await using one = await oneRequest()
    await one.ask(one.sam)
    await one.flagFault({ kind: '500', times: -1 })
    await one.writeFault({ kind: 'hangup_before' })
    await one.approve({ by: one.kim })
    await one.reach('unconfirmed')
    const early = await one.press(one.kim, 'settle_off', { forge: true, value: one.id() })

    await readInVain(one)

    expect(early).toEqual(['refused:nothing_to_settle'])
    expect(await one.press(one.sam, 'settle_on')).toEqual(['refused:own_request'])
    expect(await one.press(one.requester, 'settle_on')).toEqual(['refused:not_approver'])
    const { outsider } = one.stage.slack.users
    expect(await one.press(outsider, 'settle_on')).toEqual(['refused:not_allowed'])
    expect(one.path().at(-1)).toBe('unconfirmed')
    expect(await one.press(one.kim, 'settle_off')).toEqual(['settled'])
    expect(await one.onCard('Failed')).toMatchObject({ saysOn: false, question: '' })
    expect(await one.ask(one.sam)).toEqual(['asked'])
  })
})

const Buttons = z.object({ elements: z.array(z.object({ action_id: z.string() })) })

async function buttonsOf(one: OneRequest): Promise<readonly string[]> {
  const { blocks } = await one.card()
  const { elements } = Buttons.parse(blocks.find(({ block_id }) => block_id === 'settle'))
  return elements.map(({ action_id }) => action_id)
}
