import { userInfo } from 'node:os'
import { describe, it } from 'vitest'
import { isA, textOf, until } from '../../simulators/observed.ts'
import { atTheCommandLine } from './at-the-command-line.ts'
import { auditOf, entriesOf } from './audit.ts'
import { type OneRequest, oneRequest } from './one-request.ts'
import { forAPerson } from './ways.ts'

const ME = `os:${userInfo().username}`

/** Types `requests …` on the machine of the bot. */
function requests({ stage }: OneRequest, ...args: readonly string[]) {
  return atTheCommandLine(stage, 'requests', ...args)
}

function archive({ seen, stage }: OneRequest, is_archived: boolean) {
  return seen.world({ channel: { id: stage.slack.channels.audit, set: { is_archived } } })
}

describe.concurrent('whoever is on call, where the channel is archived while a call is in doubt', () => {
  it('sees what is wrong, settles it beside the bot, and has the card brought right once the channel is back', async ({
    expect,
  }) => {
    await using one = await oneRequest()
    await forAPerson(one)
    await archive(one, true)
    // The next read in vain tells the bot that its card cannot be redrawn.
    one.pass(3_700)
    await until(
      async () => auditOf(one.stage),
      (entries) => entries.some(({ kind }) => kind === 'post_given_up'),
    )

    const listed = await requests(one, 'list')
    const settled = await requests(one, 'settle', one.id(), '--on', '--because', 'seen in the console')

    expect(listed).toMatchObject({ exit: 0, err: '' })
    expect(listed.out).toContain('for a person who says what AWS shows')
    expect(listed.out).toMatch(/could not be redrawn \(Slack says is_archived\)/)
    expect(listed.out).toContain(`cckm-bot requests settle ${one.id()} --on, or --off`)
    expect(settled).toMatchObject({ exit: 0, err: '' })
    expect(settled.out).toContain(`It was done, says “${ME}” at the command line`)
    const last = entriesOf(one.stage, one.key.id).findLast(({ kind }) => kind === 'succeeded')
    expect(last).toMatchObject({ how: 'settled', by: ME })
    const direct = await until(
      async () => (await one.seen.transcript(one.requester)).filter(isA('cckm_outcome')),
      (found) => found.length > 0,
    )
    expect(direct[0]?.text).toContain(`${ME} at the command line`)
    const printed = await until(
      async () => one.logged('"msg":"entry"').filter((line) => line.includes(`"seq":${last?.seq},`)),
      (found) => found.length > 0,
    )
    expect(printed.map((line) => JSON.parse(line))).toMatchObject([
      { level: 70, hash: last?.hash, entry: { kind: 'succeeded', by: ME } },
    ])

    await archive(one, false)
    const retried = await requests(one, 'retry-posts')

    expect(retried).toMatchObject({ exit: 0, err: '' })
    const shown = await one.onCard('Done')
    expect(shown).toMatchObject({ saysOn: true, question: '' })
    expect(shown.standing).toContain(`${ME} at the command line, who looked into AWS: seen in the console`)
    const { thread } = await until(
      () => one.card(),
      (card) => textOf(card.thread.at(-1) ?? { blocks: [] }, 'line').startsWith('Done.'),
    )
    const kinds = thread.map((line) => textOf(line, 'line').split('.')[0])
    expect(kinds).toEqual(['Asked', 'Approved', 'Not confirmed yet', 'A person has to answer', 'Done'])
    expect((await one.seen.transcript(one.requester)).filter(isA('cckm_outcome'))).toHaveLength(1)
    expect((await requests(one, 'list')).out).toBe('No request is open.\n')
    expect(await one.inAws()).toMatchObject({ sent: 1 })
  })
})

describe.concurrent('a button that is pressed a moment before the command line settles it', () => {
  it('counts no more once that is written, and whoever pressed it hears who was first', async ({
    expect,
  }) => {
    await using one = await oneRequest()
    await forAPerson(one)
    const typed: unknown[] = []
    // What was pressed has been judged already, and is about to be written.
    one.before.set('ledger.commit', async () => typed.push(await requests(one, 'settle', one.id(), '--on')))

    const { replies } = await one.seen.press(one.kim, await one.card(), 'settle_off')

    expect(typed).toMatchObject([{ exit: 0, err: '' }])
    expect(replies[0]?.blocks[0]?.block_id).toBe('refused:nothing_to_settle')
    expect(JSON.stringify(replies)).toContain(ME)
    expect(entriesOf(one.stage, one.key.id).at(-1)).toMatchObject({ kind: 'succeeded', by: ME })
    expect(await one.onCard('Done')).toMatchObject({ saysOn: true, question: '' })
  })
})

describe.concurrent('expire at the command line', () => {
  it('ends what nobody decides about, and whoever approves it afterwards hears who ended it', async ({
    expect,
  }) => {
    await using one = await oneRequest()
    await one.ask()
    await one.card()
    const form = await one.seen.openForm(one.sam, await one.card(), 'approve')

    const expired = await requests(one, 'expire', one.id(), '--because', 'asked twice')
    const late = form && (await one.seen.submit(one.sam, form))

    expect(expired).toMatchObject({ exit: 0, err: '' })
    expect(JSON.stringify(late?.replies)).toContain(ME)
    expect(await one.onCard('Expired')).toMatchObject({ saysOn: false })
    expect((await one.standing(/^Expired/)).standing).toContain(
      `Ended by ${ME} at the command line: asked twice.`,
    )
    expect(await requests(one, 'settle', one.id(), '--off')).toMatchObject({ exit: 1, out: '' })
    expect(await one.ask()).toEqual(['asked'])
    expect(await one.inAws()).toMatchObject({ sent: 0 })
  })
})

describe.concurrent('what is done at the command line while no bot runs', () => {
  it('is told and printed by the next life', async ({ expect }) => {
    await using one = await oneRequest()
    await one.ask()
    await one.card()

    await one.restart(undefined, () => requests(one, 'expire', one.id()))

    expect(await one.onCard('Expired')).toMatchObject({ saysOn: false })
    const expired = entriesOf(one.stage, one.key.id).at(-1)
    expect(expired).toMatchObject({ kind: 'expired', by: ME })
    const printed = await until(
      async () => one.logged(`"hash":"${expired?.hash}"`),
      (found) => found.length > 0,
    )
    expect(printed.map((line) => JSON.parse(line))).toMatchObject([{ level: 70, msg: 'entry' }])
  })
})
