import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createCipherTrust } from './cckm/create-cipher-trust.ts'
import type { CommandDeps } from './commands/command.ts'
import type { Config } from './config.ts'
import { InputId, PersonId, RequestId } from './core/ids.ts'
import type { Policy } from './core/policy.ts'
import { PortInUse, serveHealth } from './health.ts'
import { startJobs } from './jobs/loop.ts'
import { createLogger, type Logger } from './logger.ts'
import { lookAround } from './look-around.ts'
import type { Clock, PostAnchor } from './ports.ts'
import { settingsHash } from './settings-hash.ts'
import { createClients } from './slack/clients.ts'
import { createForms, type Forms } from './slack/forms.ts'
import { answerInForm } from './slack/listeners/answer-in-form.ts'
import { answerInput, answerNow } from './slack/listeners/answer-input.ts'
import { considerPress, runInput } from './slack/listeners/run-input.ts'
import { type Met, meetSlack } from './slack/meet.ts'
import { createMessenger } from './slack/messenger.ts'
import { createPeople } from './slack/people.ts'
import { createPostAnchor } from './slack/post-anchor.ts'
import { SlackRefused } from './slack/slack-refused.ts'
import { createSlackApp } from './slack/start.ts'
import { openStore, type Store } from './store/open-store.ts'
import { openSqlite, StoreInUse } from './store/sqlite.ts'
import { StoreUnusable } from './store/store-problem.ts'
import { advance } from './usecases/advance.ts'
import { anchorTheLog } from './usecases/anchor-the-log.ts'
import { deliver } from './usecases/deliver.ts'
import { printEntries } from './usecases/print-entries.ts'
import { rememberNames } from './usecases/remember-names.ts'

export interface AppOptions {
  readonly config: Config
  readonly policy: Policy
  /** SHA-256 of the policy file. */
  readonly policyHash: string
  readonly version: string
  readonly log: Logger
  /** Another clock than the machine's, and something between the bot and its ports: for tests of time and of crashes. */
  readonly clock?: Clocks
  /** Opens the database in another way: for tests of a disk. */
  readonly open?: typeof openSqlite
  readonly wrap?: Wrap
  /** Given the way to stop as soon as anything is under way, before `startApp` resolves. */
  readonly onRunning: (stop: Stop) => void
  /** Told, with a sentence, when the bot finds out later that it cannot work as it is set up. */
  readonly onFatal: (sentence: string) => void
}

/** Stops taking commands, finishes what is under way, and closes. */
export type Stop = () => Promise<void>

/** Stands between the bot and one of its ports. */
export type Wrap = <Port extends object>(name: string, port: Port) => Port

type Dependencies = CommandDeps & Clocks & { readonly owner: string }
type RunningJobs = ReturnType<typeof startJobs>

interface Clocks extends Clock {
  /** Milliseconds on a clock that nobody sets. */
  uptime(): number
}

const machineClock: Clocks = {
  now: () => new Date(),
  sleep: (ms) => sleep(ms),
  uptime: () => performance.now(),
}

/**
 * Puts the bot together and starts it: the only place that knows which implementation is behind a port. Resolves
 * once commands are taken, and until then waits for Slack. Throws StoreInUse, StoreUnusable, PortInUse or SlackRefused,
 * whose messages are for the person who starts the bot.
 */
export async function startApp(options: AppOptions): Promise<void> {
  const { config, log, clock = machineClock, open = openSqlite } = options
  const { wrap = (_name, port) => port } = options
  const running: { slack?: ReturnType<typeof createSlackApp>; jobs?: RunningJobs; stopping: boolean } = {
    stopping: false,
  }
  let storeWorks = true
  const database = open(config.database.path, clock.now, (problem) => {
    storeWorks = problem === null
    if (problem === null) log.info({}, 'the database can be written again')
    else log.error({ problem }, 'the database cannot be written: nothing is taken until it can')
  })
  const opened = openStore(database, (entries) => {
    for (const { seq, hash, entry } of entries) log.audit({ seq, hash, entry }, 'entry')
    running.jobs?.nudge()
  })
  const store = {
    ...opened,
    ledger: wrap('ledger', opened.ledger),
    deliveries: wrap('deliveries', opened.deliveries),
    anchors: wrap('anchors', opened.anchors),
    inputs: wrap('inputs', opened.inputs),
  }
  await store.fileEntries()
  await noteStart(store, options, clock)
  const ciphertrust = createCipherTrust(config.ciphertrust, { ...clock, log })
  const health = await serveHealth(config, async () => {
    // A bot to which nobody speaks would not find out that it can write again.
    if (!storeWorks) await store.tryWriting()
    const policy = (await store.policyHash.read()) === options.policyHash
    const slack = running.slack?.connected() ?? 0
    return {
      ready: !running.stopping && policy && storeWorks && slack > 0,
      report: { store: storeWorks, policy, slack, ciphertrust: ciphertrust.state() },
    }
  })
  log.info({ port: health.port, host: config.host }, 'health is served')

  const clients = createClients(config.slack, log, clock.now)
  const met = await meetSlack(clients.interactive, clock, log)
  const messenger = createMessenger({ ...clients, us: met.us, ...labels(options), log, now: clock.now })
  const deps: Dependencies = {
    ...clock,
    newId: () => randomBytes(8),
    sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
    policy: options.policy,
    ciphertrust: wrap('ciphertrust', ciphertrust),
    people: rememberNames(createPeople(clients.interactive, met.home, clock.now), {
      ...clock,
      ...{ names: store.names, log },
    }),
    messenger: wrap('messenger', messenger),
    ledger: store.ledger,
    reads: store.requests,
    owner: randomUUID(),
  }
  await store.meetBot(met.us.botId)
  await store.rebuildJobs()
  const postAnchor = createPostAnchor(clients.posts, met.us, config)
  const jobs = startJobsFor({ ...deps, postAnchor }, store, log)
  const slack = slackAppFor({ deps, store, jobs, met, forms: createForms({ ...clients, log }) }, options)
  Object.assign(running, { jobs, slack })
  options.onRunning(async () => {
    running.stopping = true
    await Promise.all([jobs.stop(), slack.stop()])
    const stopped = { v: 1, kind: 'stopped', at: clock.now().toISOString(), ...programOf(options) } as const
    await store.ledger.note(stopped).catch((err: unknown) => log.error({ err }, 'the stop has no entry'))
    await Promise.all([store.close(), health.close(), ciphertrust.close()])
  })
  await slack.start()
  log.info({ command: config.command, channel: options.policy.channel }, 'commands are taken')
  await lookAround(deps, log).catch((error: unknown) => {
    // What it was looking at is closed by now.
    if (!running.stopping) throw error
  })
}

async function noteStart(store: Store, options: AppOptions, clock: Clock): Promise<void> {
  const { policyHash } = options
  const at = clock.now().toISOString()
  await store.ledger.note({ v: 1, kind: 'started', at, ...programOf(options) })
  await store.policyHash.set(policyHash)
  await store.ledger.note({ v: 1, kind: 'policy_loaded', at, hash: policyHash })
}

function programOf({ config, version }: AppOptions) {
  return { version, config: settingsHash(config) }
}

function labels({ config: { command, instance }, policy }: AppOptions) {
  return { command, policy, ...(instance === undefined ? {} : { instance }) }
}

function startJobsFor(deps: Dependencies & { readonly postAnchor: PostAnchor }, store: Store, log: Logger) {
  return startJobs({
    jobs: store.jobs,
    owner: deps.owner,
    now: deps.now,
    uptime: deps.uptime,
    onError: (err, { subject }) => log.error({ err, subject }, 'a job failed; it is tried again'),
    handlers: {
      input: (id, tries) => answerInput({ deps, inputs: store.inputs, log }, InputId.parse(id), tries),
      request: (id) => advance({ ...deps, reads: store.requests }, RequestId.parse(id)),
      card: (id) => deliver({ ...deps, deliveries: store.deliveries }, RequestId.parse(id)),
      print: () => printEntries(store, (stored) => log.audit(stored, 'entry')),
      refusals: (id) => store.ledger.flushRefusals(PersonId.parse(id)),
      anchor: () =>
        anchorTheLog({
          ...{ ...deps, anchors: store.anchors, log },
          announce: (anchor) => log.audit({ anchor }, 'anchor'),
        }),
    },
  })
}

interface SlackParts {
  readonly deps: Dependencies
  readonly store: Store
  readonly jobs: RunningJobs
  readonly met: Met
  readonly forms: Forms
}

function slackAppFor({ deps, store, jobs, met, forms }: SlackParts, { config, log, onFatal }: AppOptions) {
  const { messenger } = deps
  const inForms = { forms, messenger, command: config.command, log }
  return createSlackApp({
    access: config.slack,
    met,
    command: config.command,
    inputs: {
      take: async (input, deadline) => {
        const taken = await store.inputs.take(input, deadline)
        jobs.nudge()
        return taken
      },
    },
    answerNow: (input) => answerNow(deps, log, input),
    answerInForm: (trigger, input) =>
      answerInForm(inForms, { ...input, trigger }, () => runInput(deps, input)),
    considerInForm: (trigger, press) =>
      answerInForm(inForms, { ...press, trigger }, () => considerPress(deps, press)),
    tell: (to, refusal) => messenger.answer(to, { kind: 'refused', refusal }),
    onRefused: (error) => onFatal(new SlackRefused(error, 'SLACK_APP_TOKEN').message),
    now: deps.now,
    ...{ uptime: deps.uptime, chance: () => Math.random() },
    log,
  })
}

export { createLogger, PortInUse, SlackRefused, StoreInUse, StoreUnusable }
