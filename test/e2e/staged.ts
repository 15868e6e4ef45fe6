import { afterAll } from 'vitest'
import { generatedKeys } from '../../simulators/ciphertrust/generated-keys.ts'
import { isA, type Observed, observe, until } from '../../simulators/observed.ts'
import {
  type Bot,
  type Stage,
  type StageOptions,
  type StartOptions,
  setStage,
} from '../../simulators/stage.ts'

export interface KeyName {
  readonly id: string
  readonly alias: string
}

export interface Staged {
  readonly stage: Stage
  readonly seen: Observed
  /** Starts a bot on this stage; it is ended with the stage. */
  start(options?: StartOptions): Promise<Bot>
  /** An eligible key that no other caller got. */
  freshKey(): KeyName
  close(): Promise<void>
}

const GENERATED = 120

/** Both simulators with a good many keys, and a Slack that takes posts as fast as they come unless told otherwise. */
export async function staged(options: StageOptions = {}): Promise<Staged> {
  const stage = await setStage({
    ...options,
    slack: { postLimit: false, ...options.slack },
    ciphertrust: { keys: GENERATED, ...options.ciphertrust },
  })
  const bots: Bot[] = []
  const keys = eligibleKeys()
  return {
    stage,
    seen: observe(stage),
    async start(start) {
      const bot = await stage.startBot(start)
      bots.push(bot)
      return bot
    },
    freshKey() {
      const key = keys.shift()
      if (!key) throw new Error('every generated key is taken')
      return key
    },
    async close() {
      await Promise.all(bots.map((bot) => bot.end('SIGKILL')))
      await stage.close()
    },
  }
}

/** One stage and one running bot for all tests of a file. */
export async function stageOfFile(): Promise<Staged> {
  const set = await staged()
  afterAll(set.close)
  await set.start()
  await anchored(set)
  return set
}

/** Waits until the first anchor stands: a fault that is meant for another post would meet this one. */
export async function anchored({ stage, seen }: Pick<Staged, 'stage' | 'seen'>): Promise<void> {
  const { audit } = stage.slack.channels
  await until(
    () => seen.transcript(audit),
    (messages) => messages.some(isA('cckm_anchor')),
  )
}

function eligibleKeys(): KeyName[] {
  return generatedKeys(GENERATED, 1)
    .map(({ key: { id, aws_param: aws } }) => ({ id, alias: aws.Alias?.[0] ?? id, aws }))
    .filter(({ aws }) => aws.CustomerMasterKeySpec === 'SYMMETRIC_DEFAULT' && aws.Origin === 'AWS_KMS')
    .filter(({ aws }) => aws.KeyState === 'Enabled' && !aws.KeyRotationEnabled)
    .map(({ id, alias }) => ({ id, alias }))
}
