import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { type Observed, observe, type Seen } from './observed.ts'
import { blocksAsText } from './slack/blocks-as-text.ts'
import { type Bot, type Stage, setStage, twoPersonsPolicy } from './stage.ts'
import { play } from './story.ts'

const options = readOptions()
const stage = await setStage({
  policy: (slack) => twoPersonsPolicy(slack),
  ...(options.port === undefined ? {} : { port: options.port }),
})
const bot = await stage.startBot()
if (bot.exited() !== null) {
  console.error(`The bot did not start:\n${bot.output()}`)
  await stage.close()
  process.exit(1)
}
const { code, running } = options.scripted
  ? await scripted(stage, observe(stage), bot)
  : { code: await interactive(stage, bot), running: bot }
process.exitCode = code
await running.end('SIGTERM')
await stage.close()

/** Plays the story, prints the channel, and ends with one line of JSON for machines. 0 when every step was seen. */
async function scripted(
  stage: Stage,
  seen: Observed,
  bot: Bot,
): Promise<{ readonly code: number; readonly running: Bot }> {
  const { steps, bot: running } = await play({ stage, bot }, seen, ({ name, ok }) =>
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}`),
  )
  console.log(`\n${await channelAsText(stage, seen)}\n`)
  const ok = steps.every((step) => step.ok)
  console.log(JSON.stringify({ steps, posts: (await seen.writes()).length, ok }))
  return { code: ok ? 0 : 1, running }
}

async function channelAsText(stage: Stage, seen: Observed): Promise<string> {
  const names = new Map(Object.entries(stage.slack.users).map(([name, id]) => [id, name]))
  const asText = ({ blocks }: Pick<Seen, 'blocks'>) => blocksAsText(blocks, (id) => names.get(id))
  const messages = await seen.transcript(stage.slack.channels.audit)
  return messages
    .map((card) => [asText(card), ...card.thread.map((line) => asText(line).replaceAll(/^/gm, '    │ '))])
    .map((parts) => parts.join('\n'))
    .join('\n\n')
}

async function interactive(stage: Stage, bot: Bot): Promise<number> {
  console.log(`cckm-bot runs between a simulated Slack and a simulated CipherTrust.

Open  ${stage.slack.workspaceUrl}
and type, as the person chosen at the top:

  /cckm help
  /cckm rotate alias/aws-test-key because CHG-4711
  /cckm show alias/orders-180

The bot's log is ${stage.logFile}
Ctrl+C ends it, and nothing is kept.`)
  const ended = await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), bot.gone])
  if (ended !== 'the bot') return 0
  console.error(
    `The bot has ended (${bot.exited()}). The last it said:\n${bot.output().split('\n').slice(-5).join('\n')}`,
  )
  return 1
}

function readOptions(): { readonly scripted: boolean; readonly port?: number } {
  try {
    const { values } = parseArgs({ options: { scripted: { type: 'boolean' }, port: { type: 'string' } } })
    const port = values.port === undefined ? {} : { port: Number(values.port) }
    if (port.port !== undefined && !(Number.isInteger(port.port) && port.port >= 0 && port.port <= 65_535))
      throw new Error('--port must be a number from 0 to 65535.')
    return { scripted: values.scripted === true, ...port }
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : String(error)}\nUsage: npm run demo -- [--scripted] [--port P]`,
    )
    process.exit(2)
  }
}
