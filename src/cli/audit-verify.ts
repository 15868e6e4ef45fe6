import { checkFiled } from '../audit/check-filed.ts'
import { type Compared, checkWitnesses } from '../audit/check-witnesses.ts'
import { type Finding, isBeside } from '../audit/finding.ts'
import { type Verified, verify } from '../audit/verify.ts'
import type { Witness } from '../audit/witness.ts'
import { readSlackConfig, type SlackReading } from '../config.ts'
import type { RequestId } from '../core/ids.ts'
import { readPolicyFile } from '../policy-file.ts'
import type { AuditReads } from '../store/audit-reads.ts'
import { again, withAudit } from './audit-database.ts'
import { noSuchRequest, verifiedJson, verifiedText } from './audit-verify-text.ts'
import {
  fileWitnesses,
  type SlackWitnesses,
  STDIN,
  slackWitnesses,
  threadWitnesses,
  unreadable,
} from './audit-witnesses.ts'
import { askSlack, misconfigured } from './slack.ts'
import { EXIT, type Exit, json, policyFile, type World } from './world.ts'

export interface VerifyOptions {
  readonly slack?: true
  readonly anchors?: string
  readonly request?: RequestId
  readonly json?: true
}

/** Everything that was found out. */
export interface Outcome {
  readonly verified: Verified
  readonly findings: readonly Finding[]
  readonly compared: Compared
  /** How much was read of what others keep. */
  readonly elsewhere: { readonly slack: number; readonly file: number }
  /** What others should keep and do not, in sentences. */
  readonly missing: readonly string[]
  readonly faded: number
  readonly request?: { readonly id: RequestId; readonly entries: readonly number[] }
}

/** Says whether the log is as it was written, and where it first is not. It writes nothing. */
export async function verifyAudit(world: World, options: VerifyOptions): Promise<Exit> {
  const places = await placesOf(world, options)
  if ('problems' in places) return misconfigured(world, places.problems)
  return withAudit(world, async (reads) => {
    const outcome = await findOut(world, reads, places)
    if (reads.isOutdated()) return again(world)
    if (isUntold(outcome) && outcome.findings.length === 0)
      return misconfigured(world, [noSuchRequest(outcome.request)])
    if (options.json) json(world, verifiedJson(outcome))
    else world.print(verifiedText(outcome))
    return exitOf(outcome)
  })
}

/** Where what others keep is to be found. */
export interface Places {
  readonly slack?: { readonly access: SlackReading; readonly channel: string }
  readonly file?: string
  readonly request?: RequestId
}

/** The places that were asked for, or all that is missing to reach them. */
export async function placesOf(
  world: World,
  { slack, anchors, request }: Omit<VerifyOptions, 'json'>,
): Promise<Places | { readonly problems: readonly string[] }> {
  const access = slack ? readSlackConfig(world.env, world.readFile) : null
  const policy = slack ? readPolicyFile(policyFile(world, undefined)) : null
  const noFile = anchors === undefined ? null : await unreadable(anchors)
  const problems = [
    ...(access?.ok === false ? access.problems : []),
    ...(policy?.ok === false ? policy.problems : []),
    ...(noFile === null ? [] : [noFile]),
  ]
  if (problems.length > 0) return { problems }
  return {
    ...(access?.ok && policy?.ok ? { slack: { access: access.slack, channel: policy.policy.channel } } : {}),
    ...(anchors === undefined ? {} : { file: anchors }),
    ...(request === undefined ? {} : { request }),
  }
}

/** Reads the log, and then what others keep of it: they cannot know of more than is in it by then. */
export async function findOut(
  world: World,
  reads: AuditReads,
  places: Places,
  keep: (witness: Witness, span: readonly number[]) => void = () => {},
): Promise<Outcome> {
  const { request } = places
  const progress = progressOf(world)
  const verified = await reads.moment(() => verify(reads, progress.on))
  progress.done()
  const { entries, unfiled } = request === undefined ? NO_ENTRIES : await entriesOf(reads, request)
  const kept = await keptIn(world, reads, places, verified)
  let fromFile = 0
  const span = [entries[0] ?? 0, entries.at(-1) ?? 0]
  async function* all(): AsyncGenerator<Witness> {
    for (const witness of kept.witnesses) {
      keep(witness, span)
      yield witness
    }
    if (places.file === undefined) return
    for await (const witness of fileWitnesses(places.file, world)) {
      fromFile++
      keep(witness, span)
      yield witness
    }
  }
  // Whatever was edited is not filed as what it says now: that was told already.
  const hidden = verified.findings.every(isBeside) ? unfiled : []
  const told = await checkWitnesses(verified.anchored, reads.hashAt, reads.lastNow)
  const compared = await checkWitnesses(all(), reads.hashAt, reads.lastNow)
  const empty = places.file !== undefined && fromFile === 0 ? [nothingIn(places.file)] : []
  return {
    ...{ verified, compared, faded: kept.faded },
    findings: [...verified.findings, ...hidden, ...told.findings, ...compared.findings].toSorted(inOrder),
    elsewhere: { slack: kept.witnesses.length, file: fromFile },
    missing: [...kept.missing, ...empty],
    ...(request === undefined ? {} : { request: { id: request, entries } }),
  }
}

export function exitOf({ findings, missing }: Outcome): Exit {
  if (findings.length > 0) return EXIT.not
  return missing.length > 0 ? EXIT.noWitness : EXIT.fine
}

const NOTHING = { witnesses: [], missing: [], faded: 0 } as const

async function keptIn(
  world: World,
  reads: AuditReads,
  { slack, request }: Places,
  { anchored }: Verified,
): Promise<SlackWitnesses> {
  if (slack === undefined) return NOTHING
  const { access, channel } = slack
  const anchors = await askSlack(access, world, (asking) => slackWitnesses(asking, channel, anchored))
  if (!anchors.ok) return { ...NOTHING, missing: [anchors.problem] }
  if (request === undefined) return anchors.answer
  const [card, posted] = [await reads.cardOf(request), await reads.linesOf(request)]
  const lines = await askSlack(access, world, (asking) => threadWitnesses(asking, { request, card, posted }))
  const { witnesses, missing } = lines.ok ? lines.answer : { ...NOTHING, missing: [lines.problem] }
  return {
    ...anchors.answer,
    witnesses: [...anchors.answer.witnesses, ...witnesses],
    missing: [...anchors.answer.missing, ...missing],
  }
}

interface Entries {
  readonly entries: readonly number[]
  /** Those that the history would not show where they belong. */
  readonly unfiled: readonly Finding[]
}

const NO_ENTRIES: Entries = { entries: [], unfiled: [] }

async function entriesOf(reads: AuditReads, request: RequestId): Promise<Entries> {
  const entries: number[] = []
  const unfiled: Finding[] = []
  const arn = (await reads.request(request))?.arn ?? null
  for await (const rows of reads.rowsOf(request))
    for (const row of rows) {
      entries.push(row.seq)
      const found = await checkFiled(row, arn, reads.isFiled)
      if (found) unfiled.push(found)
    }
  return { entries, unfiled }
}

function nothingIn(file: string): string {
  const name = file === STDIN ? 'Standard input' : file
  return `${name} holds no anchor, no log line of an entry and no line of an export.`
}

export type Untold = Outcome & Required<Pick<Outcome, 'request'>>

/** Whether the log has nothing of the request: somebody mistyped its id, or took its entries out. */
export function isUntold(outcome: Outcome): outcome is Untold {
  return outcome.request?.entries.length === 0
}

/** First what was done to the log, then what was done beside it; each in the order of the log. */
function inOrder(a: Finding, b: Finding): number {
  return Number(isBeside(a)) - Number(isBeside(b)) || a.seq - b.seq
}

const EVERY = 20_000

function progressOf({ progress }: World) {
  let next = EVERY
  return {
    on(done: number, all: number): void {
      if (!progress || done < next) return
      next = done + EVERY
      progress(`${done} of ${all} entries read`)
    },
    done: () => progress?.(''),
  }
}
