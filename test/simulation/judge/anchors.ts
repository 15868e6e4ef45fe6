import { z } from 'zod'
import type { Anchor } from '../../../src/core/anchor.ts'
import { Entry } from '../../../src/core/entry.ts'
import type { Tools } from '../tools.ts'
import type { Message, Slack } from '../world/slack.ts'
import type { Books } from './books.ts'

interface Seen {
  readonly books: Books
  readonly slack: Slack
  readonly announced: ReadonlySet<string>
}

type Posted = Message & { readonly anchor: Anchor }

const AuditRow = z.object({ seq: z.int(), hash: z.string(), body: z.string() })
const AnchorRow = z.object({ seq: z.int(), hash: z.string(), day: z.int(), at: z.int() })
const DAY_MS = 86_400_000
/** Within it whatever was owed is tried again, and posted when nothing is broken. */
const SOON_MS = 3_600_000

/** The anchors that others keep: one for each day at most, each true, and in the end one over all that was written. */
export async function judgeAnchors(
  { timeline, reach, wrong }: Tools,
  { books, slack, announced }: Seen,
  calmSince: number,
): Promise<void> {
  const entries = z
    .array(AuditRow)
    .parse(await books.rows('SELECT seq, hash, body FROM audit ORDER BY seq'))
    .map(({ body, ...place }) => ({ ...place, entry: Entry.parse(JSON.parse(body)) }))
  const posted = slack.messages.filter((message): message is Posted => message.anchor !== undefined)
  eachIsTrue()
  onlyOneADay()
  eachIsWhereTheLogSays()
  allIsCovered()
  await noneIsLeft()

  function eachIsTrue(): void {
    for (const { anchor } of posted) {
      const { seq, hash } = anchor
      if (entries.find((entry) => entry.seq === seq)?.hash !== hash)
        wrong(`the anchor of ${dayOf(anchor)} has not the hash of entry ${seq}, which it names`)
      if (!announced.has(hash)) wrong(`the anchor of ${dayOf(anchor)} was not told where the bot is watched`)
    }
  }

  function onlyOneADay(): void {
    const days = posted.map(({ anchor }) => dayOf(anchor))
    reach(`a story with anchors of ${days.length} days`)
    const twice = days.find((day, index) => days.indexOf(day) !== index)
    if (twice) wrong(`two anchors of ${twice} stand in the channel`)
  }

  function eachIsWhereTheLogSays(): void {
    for (const { entry } of entries) {
      if (entry.kind !== 'anchored') continue
      const { seq, hash, channel, ts } = entry
      const said = posted.filter(({ anchor }) => anchor.seq === seq && anchor.hash === hash)
      if (!said.some((message) => message.channel === channel && message.ts === ts))
        wrong(`the log tells of an anchor at entry ${seq} that does not stand there`)
    }
  }

  /** What was written on a day is under the anchor of the next at the latest; that an anchor was posted is no news. */
  function allIsCovered(): void {
    const midnight = Math.floor((timeline.now - SOON_MS) / DAY_MS) * DAY_MS
    const upTo = Math.max(0, ...posted.map(({ anchor }) => anchor.seq))
    const bare = entries.find(
      ({ seq, entry }) =>
        seq > upTo && Date.parse(entry.at) < midnight && !(seq === upTo + 1 && entry.kind === 'anchored'),
    )
    if (bare) wrong(`no anchor covers entry ${bare.seq}, “${bare.entry.kind}”, although its day is over`)
  }

  /** One is given up only with its day, and not while Slack takes it. */
  async function noneIsLeft(): Promise<void> {
    const rows = await books.rows('SELECT seq, hash, day, at FROM anchors WHERE ts IS NULL')
    for (const { seq, day, at } of z.array(AnchorRow).parse(rows)) {
      const could = Math.min((day + 1) * DAY_MS, timeline.now) - Math.max(at, calmSince)
      if (could > SOON_MS) wrong(`the anchor at entry ${seq} was never posted, although nothing was broken`)
    }
  }
}

function dayOf({ at }: Anchor): string {
  return at.slice(0, 10)
}
