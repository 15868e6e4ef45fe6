import { createReadStream } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
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
    if (!(await stat(file)).isDirectory()) return null
    return `${file} is a folder: name a file in it, or - for standard input.`
  } catch {
    return `${file || 'A file without a name'} cannot be read: name a file with anchors, log lines or an export, or - for standard input.`
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

/** The anchors and cards of these channels; the anchors also against those that the log says were posted. */
export async function slackWitnesses(
  slack: Pick<Slack, 'anchors'>,
  own: string,
  anchored: readonly Anchored[],
): Promise<SlackWitnesses> {
  const witnesses: Witness[] = []
  const cards: Witness[] = []
  const gone: Anchored[] = []
  let faded = 0
  for (const channel of new Set([own, ...anchored.map((anchor) => anchor.channel)])) {
    const { told, cards: feet, oldest } = await slack.anchors(channel)
    witnesses.push(
      ...told.map((one) => ({
        ...{ seq: one.seq, hash: one.hash, at: timeOf(one.ts) },
        where: whereOf(one, channel),
      })),
    )
    cards.push(
      ...feet.map(({ seq, hash, ts, request }) => ({
        ...{ seq, hash },
        where: `The card of ${request} (${addressOf(channel, ts)})`,
      })),
    )
    const there = new Set(told.map(({ ts }) => ts))
    for (const anchor of anchored.filter((one) => one.channel === channel && !there.has(one.ts)))
      if (oldest !== null && Number(anchor.ts) < Number(oldest)) faded++
      else gone.push(anchor)
  }
  return {
    ...{ witnesses: [...witnesses, ...cards], faded },
    missing: [
      ...(witnesses.length === 0 ? [NONE] : []),
      ...gone.slice(0, MOST_NAMED).map(goneWords),
      ...(gone.length > MOST_NAMED ? [`So are ${gone.length - MOST_NAMED} more.`] : []),
    ],
  }
}

function goneWords({ seq, channel, ts }: Anchored): string {
  return `The anchor of #${seq}, posted ${utc(timeOf(ts))} (${addressOf(channel, ts)}), is no longer there: somebody deleted it.`
}

const MOST_NAMED = 5
const NONE =
  'There is no anchor in Slack. The bot posts one a day, when something was added to the log: if it ran for longer than that, somebody deleted them.'

interface Posted {
  readonly request: string
  readonly card: { readonly channel: string; readonly ts: string | null } | null
  readonly posted: readonly { readonly seq: number; readonly ts: string }[]
}

/** The lines of a request's thread, against those that the bot knows to have posted. */
export async function threadWitnesses(
  slack: Pick<Slack, 'lines'>,
  { request, card, posted }: Posted,
): Promise<SlackWitnesses> {
  if (card === null || card.ts === null)
    return {
      ...{ witnesses: [], faded: 0 },
      missing: [`The bot does not know where the card of ${request} stands, so its thread was not read.`],
    }
  const told = await slack.lines({ channel: card.channel, ts: card.ts, request })
  const seqs = new Set(told.map(({ seq }) => seq))
  const gone = posted.filter(({ seq }) => !seqs.has(seq))
  return {
    witnesses: told.map(({ seq, hash, ts, in: part }) => ({
      ...{ seq, hash, at: timeOf(ts) },
      where: `${part === 'data' ? 'The' : 'The text of the'} line in the thread of ${request} (${addressOf(card.channel, ts)})`,
    })),
    missing: gone.map(({ seq }) => `The line of #${seq} is no longer in the thread of ${request}: ${GONE}.`),
    faded: 0,
  }
}

const GONE = 'somebody deleted it, or Slack no longer keeps it'

function whereOf({ ts, in: part }: ToldInSlack, channel: string): string {
  const anchor = `anchor that was posted ${utc(timeOf(ts))} (${addressOf(channel, ts)})`
  return part === 'data' ? `The ${anchor}` : `The text of the ${anchor}`
}

/** Behind the address of the workspace. */
function addressOf(channel: string, ts: string): string {
  return `/archives/${channel}/p${ts.replace('.', '')}`
}

function timeOf(ts: string): string {
  return new Date(Number(ts) * 1_000).toISOString()
}
