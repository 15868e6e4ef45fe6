import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { type Observed, observe, type Seen } from './observed.ts'
import { type Demo, openDemo } from './open-demo.ts'
import { blocksAsText } from './slack/blocks-as-text.ts'
import { type Bot, demoPolicy, type Stage, setStage } from './stage.ts'
import { play } from './story.ts'
import { builtPage } from './web/built-page.ts'

const OTHER_PORT = 'Choose another one with --port, or leave it out: then any free one is taken.'

const options = readOptions()
const port = options.port === undefined ? {} : { port: options.port }
process.exitCode = (await isBlocked()) ? noPage() : await run().catch(notListening)

function run(): Promise<number> {
  return options.scripted ? script() : interactive()
}

async function script(): Promise<number> {
  const stage = await setStage({ ...port, policy: (slack) => demoPolicy(slack) })
  const bot = await stage.startBot()
  const { code, running } =
    bot.exited() === null
      ? await scripted(stage, observe(stage), bot)
      : { code: notStarted(bot.output()), running: bot }
  await running.end('SIGTERM')
  await stage.close()
  return code
}

/** Browsers open nothing on some ports, such as 6000, and neither does Node. https://fetch.spec.whatwg.org/#port-blocking */
async function isBlocked(): Promise<boolean> {
  const blocked = ({ cause }: Error) => cause instanceof Error && cause.message === 'bad port'
  if (!options.port) return false
  // Refused before anything is sent; whatever else listens there may never answer.
  const signal = AbortSignal.timeout(100)
  return fetch(`http://127.0.0.1:${options.port}`, { signal }).then(() => false, blocked)
}

function noPage(): number {
  console.error(`Browsers open no page on port ${options.port}. ${OTHER_PORT}`)
  return 2
}

function notListening(error: unknown): number {
  if (!(error instanceof Error && 'syscall' in error && error.syscall === 'listen')) throw error
  console.error(`The demo cannot use port ${options.port}: ${error.message}. ${OTHER_PORT}`)
  return 1
}

function notStarted(said: string): number {
  console.error(`The bot did not start:\n${said}`)
  return 1
}

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

async function interactive(): Promise<number> {
  const demo = await openDemo(port)
  const { state, lastWords } = demo.bot.look()
  const code = state === 'ended' ? notStarted(lastWords.join('\n')) : await playedByHand(demo)
  await demo.close()
  return code
}

async function playedByHand({ stage }: Demo): Promise<number> {
  await builtPage().catch((error: Error) => console.error(error.message))
  console.log(`cckm-bot runs between a simulated Slack and a simulated CipherTrust.

Open  ${stage.slack.workspaceUrl}
There you play everybody: whoever asks, whoever approves, and whatever goes wrong.
Everything that the bot can say is drawn at ${stage.slack.workspaceUrl}book

The bot's log is ${stage.logFile}
Ctrl+C ends it, and nothing is kept.`)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  return 0
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
