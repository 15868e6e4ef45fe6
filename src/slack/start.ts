import { App } from '@slack/bolt'
import type { Log } from '../ports.ts'
import { clientOptions, type SlackAccess } from './clients.ts'
import { type CommandListener, listenForCommands } from './listeners/command.ts'
import { createCrowd } from './listeners/crowd.ts'
import { listenForMore } from './listeners/more.ts'
import { listenForPresses, type PressListener } from './listeners/press.ts'
import { listenForSubmissions } from './listeners/submission.ts'
import type { Met } from './meet.ts'
import { createReceiver } from './receiver.ts'
import { sdkLogger } from './sdk-log.ts'

export interface SlackOptions extends CommandListener, PressListener {
  readonly access: SlackAccess
  readonly met: Met
  readonly onRefused: (error: string) => void
  readonly uptime: () => number
  readonly chance: () => number
  readonly log: Log
}

/** Bolt over two Socket Mode connections. `start` resolves at the first hello; `stop` when nothing is under way. */
export function createSlackApp(options: SlackOptions) {
  const { access, log, now, met } = options
  const receiver = createReceiver(options)
  const app = new App({
    receiver,
    token: access.botToken,
    botId: met.us.botId,
    botUserId: met.userId,
    convoStore: false,
    // The SDK writes into the object it is given, so this one is shared with nobody.
    clientOptions: clientOptions(access, log, now),
    logger: sdkLogger(log),
  })
  app.error(async (error) => log.error({ err: error }, 'a listener threw'))
  const crowd = createCrowd()
  listenForCommands(app, options, crowd)
  listenForMore(app, options, crowd)
  listenForPresses(app, options, crowd)
  listenForSubmissions(app, options)
  return { start: () => app.start(), stop: () => app.stop(), connected: receiver.connected }
}
