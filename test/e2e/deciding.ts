import { afterAll } from 'vitest'
import { z } from 'zod'
import {
  type Answer,
  blockIds,
  isA,
  type Modal,
  type Observed,
  type Seen,
  textOf,
  until,
} from '../../simulators/observed.ts'
import { type Stage, twoPersonsPolicy } from '../../simulators/stage.ts'
import { type AuditEntry, auditOf, entriesOf } from './audit.ts'
import { type KeyName, type Staged, staged } from './staged.ts'

/** A request that waits for a decision, and its card as it was first complete. */
export interface Asked {
  readonly id: string
  readonly key: KeyName
  readonly requester: string
  readonly card: Seen
}

interface Asking {
  readonly by?: string
  readonly key?: KeyName
  readonly channel?: string
  readonly because?: string
}

export interface Deciding extends Staged {
  /** People whom no other test got: tests run side by side, and a person has one form open at a time. */
  readonly people: {
    requester(): string
    approver(): string
    /** Somebody who may both ask and approve. */
    both(): string
  }
  ask(asking?: Asking): Promise<Asked>
  /** The entries of one request, oldest first. */
  entries(request: string): readonly AuditEntry[]
  /** Waits until a request has an entry of this kind. */
  reaches(request: string, kind: string): Promise<readonly string[]>
  /** The newest card of a request, once its standing is as wanted. */
  cardThatSays(request: string, standing: RegExp): Promise<Seen>
  writesFor(key: KeyName): ReturnType<Observed['writes']>
}

/** One stage where a second person decides, and one running bot, for all tests of a file. */
export async function decidingStage(expires?: string): Promise<Deciding> {
  const set = await staged({ policy: (slack) => twoPersonsPolicy(slack, expires) })
  afterAll(set.close)
  const people = await crowd(set)
  await set.start()
  const { stage, seen } = set
  const entries = (request: string) => auditOf(stage).filter((entry) => entry.request === request)
  return {
    ...set,
    people,
    entries,
    async ask({ by = people.requester(), key = set.freshKey(), channel, because } = {}) {
      const text = `rotate ${key.alias}${because ? ` because ${because}` : ''}`
      const answer = await seen.type(by, text, channel ? { channel } : {})
      if (!blockIds(answer).includes('asked')) throw new Error(`not asked: ${blockIds(answer)}`)
      const id = entriesOf(stage, key.id)[0]?.request ?? ''
      return { id, key, requester: by, card: await cardOf(seen, id, ({ thread }) => thread.length === 1) }
    },
    async reaches(request, kind) {
      const kinds = async () => entries(request).map((entry) => entry.kind)
      return until(kinds, (found) => found.includes(kind))
    },
    cardThatSays: (request, standing) =>
      cardOf(seen, request, (card) => standing.test(textOf(card, 'standing'))),
    writesFor: async ({ id }) => (await seen.writes()).filter(({ path }) => path.includes(id)),
  }
}

/** What a form shows, by the ids of its blocks; no form shows nothing. */
export function shownIn(form: Modal | undefined): readonly string[] {
  return form?.blocks.map(({ block_id }) => block_id ?? '') ?? []
}

/** What a person was answered, as they read it. */
export function textIn({ replies }: Answer): string {
  return replies
    .map(({ blocks }) => blocks.map((_, place) => textOf({ blocks }, place)).join('\n'))
    .join('\n')
}

/** The messages of a channel that tell how a request came out. */
export async function outcomesIn(seen: Observed, channel: string, request: string): Promise<readonly Seen[]> {
  const outcomes = (await seen.transcript(channel)).filter(isA('cckm_outcome'))
  return outcomes.filter(({ metadata }) => metadata?.event_payload.request === request)
}

/** Calls Slack with the bot's own token, as somebody could who stole it. */
export async function callAsBot({ slack }: Stage, method: string, args: object) {
  const headers = { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' }
  const reply = await fetch(`${slack.apiUrl}${method}`, {
    ...{ method: 'POST', headers },
    body: JSON.stringify({ channel: slack.channels.audit, text: 'by the bot', ...args }),
  })
  return BotReply.parse(await reply.json())
}

const BotReply = z.object({
  ok: z.literal(true),
  ts: z.string().default(''),
  users: z.array(z.string()).default([]),
})

async function cardOf(seen: Observed, request: string, wanted: (card: Seen) => boolean): Promise<Seen> {
  const found = await until(
    async () => (await seen.cards()).findLast(({ metadata }) => metadata?.event_payload.request === request),
    (card) => card !== undefined && wanted(card),
  )
  if (!found || !wanted(found))
    throw new Error(`no such card of ${request}: ${found && textOf(found, 'standing')}`)
  return found
}

const EACH = 60

/** Enough of each sort, in the groups of the policy before the bot first reads them. */
async function crowd({ stage, seen }: Staged): Promise<Deciding['people']> {
  const [requesters, approvers, both] = [newcomers('R'), newcomers('A'), newcomers('B')]
  const { oncall, security } = stage.slack.groups
  const ids = (...sorts: readonly Newcomers[]) => sorts.flat().map(({ id }) => id)
  await seen.world({ join: [requesters, approvers, both].flat() })
  await seen.world({ group: { id: oncall, users: ids(requesters, both) } })
  await seen.world({ group: { id: security, users: ids(approvers, both) } })
  const next = (sort: Newcomers) => () => {
    const [person] = sort.splice(0, 1)
    if (!person) throw new Error('everybody is taken')
    return person.id
  }
  return { requester: next(requesters), approver: next(approvers), both: next(both) }
}

function newcomers(sort: string): Newcomers {
  return Array.from({ length: EACH }, (_, index) => ({
    id: `U0${sort}${index + 100}`,
    name: `${sort}-${index}`,
  }))
}

type Newcomers = { readonly id: string; readonly name: string }[]
