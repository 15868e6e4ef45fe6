import { App, LogLevel } from '@slack/bolt'
import { SocketModeClient } from '@slack/socket-mode'
import { WebClient } from '@slack/web-api'
import { onTestFinished } from 'vitest'
import { type Slack, startSlack } from '../../../simulators/slack/start.ts'

// The tests look at errors themselves; the SDK's lines about them would only bury the report.
export const QUIET = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  setLevel: ignore,
  setName: ignore,
  getLevel: () => LogLevel.ERROR,
}

interface Outcome {
  readonly ack: unknown
  readonly error?: string
  readonly notes?: readonly string[]
  readonly replies: readonly { readonly via: string; readonly text: string }[]
  readonly triggerId?: string
}

interface ShownView {
  readonly id: string
  readonly root_view_id: string
  readonly previous_view_id: string | null
  readonly blocks: readonly Record<string, unknown>[]
  readonly state: { readonly values: unknown }
  readonly hash: string
}

interface Screen {
  readonly modals: readonly ShownView[]
  readonly home: ShownView | null
}

type Options = NonNullable<Parameters<typeof startSlack>[0]>

/** A Slack of its own for one test; without the limit on posts unless the test is about it. */
export async function slackForTest(options: Options = {}): Promise<Slack> {
  const slack = await startSlack({ postLimit: false, ...options })
  onTestFinished(() => slack.close())
  return slack
}

export function webClient({ botToken, apiUrl }: Slack, token = botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: QUIET,
  })
}

/** A Bolt app in Socket Mode that knows nothing of the simulator but its address. */
export async function boltApp(
  { botToken, appToken, apiUrl }: Slack,
  register: (app: App) => void,
): Promise<App> {
  const app = new App({
    token: botToken,
    appToken,
    socketMode: true,
    clientOptions: { slackApiUrl: apiUrl },
    logger: QUIET,
  })
  register(app)
  await app.start()
  onTestFinished(async () => {
    await app.stop()
  })
  return app
}

/** A bare socket that acks what `answer` says and counts what it got; it never reconnects. */
export async function socketClient(
  { appToken, apiUrl }: Slack,
  answer?: unknown,
): Promise<{ received: string[] }> {
  const received: string[] = []
  const client = new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    clientOptions: { slackApiUrl: apiUrl },
    logger: QUIET,
  })
  client.on('slash_commands', async ({ ack, envelope_id }) => {
    received.push(envelope_id)
    if (answer !== undefined) await ack(answer)
  })
  await client.start()
  onTestFinished(() => client.disconnect())
  return { received }
}

export async function post(slack: Slack, path: string, body: unknown) {
  const response = await fetch(new URL(path, slack.controlUrl), {
    method: 'POST',
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

export async function get(slack: Slack, path: string): Promise<unknown> {
  const response = await fetch(new URL(path, slack.controlUrl))
  return response.json()
}

/** Types the command as the requester in the audit channel. */
export async function type(slack: Slack, text: string, more: Record<string, unknown> = {}) {
  const typed = {
    user: slack.users.requester,
    channel: slack.channels.audit,
    command: '/cckm',
    text,
    wait: 0,
  }
  const { body } = await post(slack, '/control/command', { ...typed, ...more })
  return body as Outcome
}

/** Does something as a person by a control path, and returns as soon as it is acked unless told to wait. */
export async function act(slack: Slack, path: string, what: Record<string, unknown>) {
  const { body } = await post(slack, `/control/${path}`, { wait: 0, ...what })
  return body as Outcome & Screen
}

export async function screen(slack: Slack, user: string): Promise<Screen> {
  return (await get(slack, `/control/views?user=${user}`)) as Screen
}

/** The name of Slack's refusal. */
export async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'no error',
    (error) => error.data?.error ?? error.code,
  )
}

function ignore(): void {}
