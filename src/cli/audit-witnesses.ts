import { createReadStream } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { utc } from '../audit/utc.ts'
import type { Anchored } from '../audit/verify.ts'
import { type Witness, witnessIn } from '../audit/witness.ts'
import type { ToldInSlack } from '../slack/read-anchors.ts'
import type { Slack } from './slack.ts'
import type { World } from './world.ts'

export const STDIN = '-'

/** Why a file with anchors cannot be read; null where it can. */
export async function unreadable(file: string): Promise<string | null> {
  if (file === STDIN) return null
  try {
    await access(file, constants.R_OK)
    return null
  } catch {
    return `${file} cannot be read: name a file with anchors, log lines or an export, or - for standard input.`
  }
}

/** What a file of lines tells of the log; all other lines in it are passed over. */
export async function* fileWitnesses(file: string, { stdin }: World): AsyncGenerator<Witness> {
  const input = file === STDIN ? Readable.from(stdin) : createReadStream(file)
  const name = file === STDIN ? 'standard input' : basename(file)
  let number = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const found = witnessIn(line, `Line ${++number} of ${name}`)
    if (found) yield found
  }
}

export interface SlackWitnesses {
  readonly witnesses: readonly Witness[]
  /** What should be there and is not, in sentences. */
  readonly missing: readonly string[]
  /** What Slack shows to nobody any more. */
  readonly faded: number
}

/** The anchors of these channels, against those that the log says were posted. */
export async function slackWitnesses(
  slack: Pick<Slack, 'anchors'>,
  own: string,
  anchored: readonly Anchored[],
): Promise<SlackWitnesses> {
  const witnesses: Witness[] = []
  const gone: Anchored[] = []
  let faded = 0
  for (const channel of new Set([own, ...anchored.map((anchor) => anchor.channel)])) {
    const { told, oldest } = await slack.anchors(channel)
    witnesses.push(
      ...told.map((one) => ({
        seq: one.seq,
        hash: one.hash,
        at: timeOf(one.ts),
        where: whereOf(one, channel),
      })),
    )
    const there = new Set(told.map(({ ts }) => ts))
    for (const anchor of anchored.filter((one) => one.channel === channel && !there.has(one.ts)))
      if (oldest !== null && Number(anchor.ts) < Number(oldest)) faded++
      else gone.push(anchor)
  }
  return {
    ...{ witnesses, faded },
    missing: [
      ...(witnesses.length === 0 ? [NONE] : []),
      ...gone
        .slice(0, MOST_NAMED)
        .map(
          (anchor) =>
            `The anchor of #${anchor.seq}, posted ${utc(timeOf(anchor.ts))} in ${anchor.channel}, is no longer there: somebody deleted it.`,
        ),
      ...(gone.length > MOST_NAMED ? [`So are ${gone.length - MOST_NAMED} more.`] : []),
    ],
  }
}

const MOST_NAMED = 5
const NONE =
  'There is no anchor in Slack. The bot posts one a day, when something was added to the log: if it ran for longer than that, somebody deleted them.'

/** The lines of a request's thread, against those that the bot knows to have posted. */
export async function threadWitnesses(
  slack: Pick<Slack, 'lines'>,
  {
    request,
    card,
    posted,
  }: {
    readonly request: string
    readonly card: { readonly channel: string; readonly ts: string | null } | null
    readonly posted: readonly { readonly seq: number; readonly ts: string }[]
  },
): Promise<Pick<SlackWitnesses, 'witnesses' | 'missing'>> {
  if (card === null || card.ts === null)
    return {
      witnesses: [],
      missing: [`The bot does not know where the card of ${request} stands, so its thread was not read.`],
    }
  const told = await slack.lines({ channel: card.channel, ts: card.ts, request })
  const seqs = new Set(told.map(({ seq }) => seq))
  const gone = posted.filter(({ seq }) => !seqs.has(seq))
  return {
    witnesses: told.map((one) => ({
      seq: one.seq,
      hash: one.hash,
      at: timeOf(one.ts),
      where: `A line in the thread of ${request} in Slack`,
    })),
    missing: gone.map(
      ({ seq }) => `The line of #${seq} is no longer in the thread of ${request}: somebody deleted it.`,
    ),
  }
}

function whereOf({ ts, in: part }: ToldInSlack, channel: string): string {
  const anchor = `anchor that was posted ${utc(timeOf(ts))} in ${channel}`
  return part === 'data' ? `The ${anchor}` : `The text of the ${anchor}`
}

function timeOf(ts: string): string {
  return new Date(Number(ts) * 1_000).toISOString()
}
