import { describe, it } from 'vitest'
import { blockIds, type Seen, textOf, until } from '../../simulators/observed.ts'
import { compose } from './composed.ts'

type Bot = Awaited<ReturnType<typeof compose>>

/** Types a command in the audit channel as the requester, and returns the message that answers it. */
async function say(bot: Bot, text: string): Promise<Seen> {
  const { channels, users } = bot.stage.slack
  const before = await answers(bot)
  await bot.seen.type(users.requester, text, { channel: channels.audit })
  return newest(bot, before.length)
}

/** Presses the button under a page as the requester, and returns the page that follows. */
async function more(bot: Bot, page: Seen): Promise<Seen> {
  const before = await answers(bot)
  await bot.seen.press(bot.stage.slack.users.requester, page, 'more')
  return newest(bot, before.length)
}

/** What the requester alone sees in the audit channel. */
async function answers({ seen, stage }: Bot): Promise<readonly Seen[]> {
  const all = await seen.transcript(stage.slack.channels.audit)
  return all.filter(({ ephemeralFor }) => ephemeralFor === stage.slack.users.requester)
}

async function newest(bot: Bot, than: number): Promise<Seen> {
  const all = await until(
    () => answers(bot),
    (found) => found.length > than,
  )
  const last = all.at(-1)
  if (!last) throw new Error('nothing was answered')
  return last
}

/** The first cell of each row. */
function names(page: Seen, block: string): readonly string[] {
  return textOf(page, block)
    .split('\n')
    .slice(2)
    .map((row) => row.split(' | ')[0] ?? '')
}

describe('somebody who knows a part of a name', () => {
  it('finds the key, and reads it, in two lines', async ({ expect }) => {
    await using bot = await compose()
    const found = await say(bot, 'find AWS-TEST rotation off')
    expect(found.ephemeralFor).toBe(bot.stage.slack.users.requester)
    expect(names(found, 'keys')).toEqual(['alias/aws-test-key'])
    const [, line = ''] = /To see one: \/cckm (show \S+)/.exec(textOf(found, 'notes')) ?? []
    const shown = await say(bot, line)
    expect(textOf(shown, 'rotation')).toMatch(/Automatic rotation: off/)
    expect(textOf(shown, 'if_asked')).toMatch(/If you asked to switch it on now: by the policy, one of/)
  })

  it('turns the pages of what is found, after a restart too, and hears how to read one where it is down', async ({
    expect,
  }) => {
    await using bot = await compose(undefined, undefined, { keys: 60 })
    const first = await say(bot, 'find alias/')
    expect(names(first, 'keys')).toHaveLength(25)
    await bot.restart()
    const second = await more(bot, first)
    const all = [...names(first, 'keys'), ...names(second, 'keys')]
    expect(all).toEqual([...all].sort())
    expect(textOf(second, 'found')).toMatch(/^Keys 26 to 50 of \d+ for alias\/\.$/)
    await bot.seen.cipherTrustFault({ kind: 'down', times: 100 })
    const down = await say(bot, 'find alias/')
    expect(textOf(down, 0)).toMatch(/nothing to show/)
    const show = await say(bot, 'show alias/aws-test-key')
    expect(textOf(show, 0)).toMatch(/nothing to show/)
    expect(textOf(show, 0)).not.toMatch(/request/)
  })
})

describe('somebody who wants to know what happened', () => {
  it('reads it by key, by request, by person and by time, and line by line where Slack takes no table', async ({
    expect,
  }) => {
    await using bot = await compose()
    const { requester, approver1 } = bot.stage.slack.users
    const asked = await say(bot, 'rotate alias/aws-test-key because CHG-4711')
    const [id = ''] = /R-\w{8}/.exec(asked.text) ?? []
    await say(bot, `withdraw ${id} because it was the wrong key`)
    const whole = await say(bot, 'history')
    expect(textOf(whole, 'entries')).toMatch(
      /Withdrawn: it was the wrong key(.|\n)*Asked:(.|\n)*The bot started/,
    )
    for (const of of ['alias/aws-test-key', id, `<@${requester}|ann>`]) {
      const page = await say(bot, `history ${of} since 1h`)
      expect(names(page, 'entries')).toHaveLength(2)
      expect(textOf(page, 'entries')).toMatch(/Withdrawn(.|\n)*because CHG-4711/)
    }
    expect(textOf(await say(bot, `history <@${approver1}>`), 0)).toMatch(/no entry of what .* did/)
    expect(textOf(await say(bot, 'history until 2020-01-01'), 0)).toMatch(/The audit log has no entry/)
    await bot.seen.slackFault({ method: 'response_url', kind: 'invalid_blocks', times: 1 })
    const plain = await say(bot, `history ${id}`)
    expect(plain.blocks.map(({ type }) => type)).toEqual(['rich_text', 'rich_text'])
    expect(textOf(plain, 'entries')).toMatch(/Withdrawn: it was the wrong key/)
  })

  it('is told what a command is for, and which one may have been meant', async ({ expect }) => {
    await using bot = await compose()
    expect(textOf(await say(bot, 'help find'), 'help_on')).toMatch(/Example: \/cckm find payments/)
    expect(textOf(await say(bot, 'disable alias/aws-test-key because it is retired'), 0)).toMatch(
      /Did you mean \/cckm stop-rotation alias\/aws-test-key because it is retired\?/,
    )
    expect(textOf(await say(bot, 'rotate alias/aws-test-key because'), 0)).toMatch(/No reason comes after/)
    const { outsider } = bot.stage.slack.users
    for (const text of ['find alias', 'history', 'show alias/nothing'])
      expect(blockIds(await bot.seen.type(outsider, text))).toEqual(['refused:not_allowed'])
  })
})
