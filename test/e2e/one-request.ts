import { z } from 'zod'
import { blockIds, type Observed, type Seen, textOf, until } from '../../simulators/observed.ts'
import type { Slack } from '../../simulators/slack/start.ts'
import { auditOf, outcomeOf } from './audit.ts'
import { compose } from './composed.ts'

export type OneRequest = Awaited<ReturnType<typeof oneRequest>>

/** Longer than a form's read of the key, and than reads of its flag come apart while a call is in doubt. */
const A_MINUTE = 61

const MOST_READS = 40

const Period = z.object({ RotationPeriodInDays: z.number().optional() })

/** A composed bot, one key, and what people do about a request for it, each until it is answered. */
export async function oneRequest(policy?: (slack: Slack) => string, alias?: string) {
  const app = await compose(policy, alias)
  const { seen, stage, steps, key } = app
  const { requester, approver1: sam, approver2: kim } = stage.slack.users

  const id = () => steps[0]?.request ?? ''
  const path = (request = id()) => steps.filter((step) => step.request === request).map(({ to }) => to)
  const card = (request = id()) => cardOf(seen, request)

  /** Waits until the request has come to this state, as often as is said. */
  const reach = (state: string, times = 1, request = id) =>
    until(
      async () => path(request()),
      (found) => found.filter((to) => to === state).length >= times,
    )

  return {
    ...app,
    ...{ requester, sam, kim, id, path, card, reach },
    /** What a stranger to it would say of the whole. */
    outcome: () => outcomeOf(stage, seen, key),
    /** The lines of the log with this sentence. */
    logged: (sentence: string) => app.log.filter((line) => line.includes(sentence)),
    type: async (by: string, text: string, more: object = {}) => blockIds(await seen.type(by, text, more)),
    /** The entries of the request, oldest first. */
    entries: () => auditOf(stage).filter(({ request }) => request === id()),
    /** The lines of the card's thread, once there are so many. */
    async lines(count: number) {
      const { thread } = await until(
        () => card(),
        (found) => found.thread.length >= count,
      )
      return thread.map((line) => textOf(line, 'line'))
    },
    /** The card, once it says this of where the request stands. */
    async standing(wanted: RegExp) {
      const shown = await until(
        () => card(),
        (found) => wanted.test(textOf(found, 'standing')),
      )
      return {
        ...{ title: textOf(shown, 0), standing: textOf(shown, 'standing'), asked: textOf(shown, 'asked') },
        decides: shown.blocks.some(({ block_id }) => block_id === 'decide'),
      }
    },
    ask: async (by = requester) => blockIds(await seen.type(by, `rotate ${key.alias} because CHG-4711`)),
    press: async (by: string, action: string, more: object = {}) =>
      blockIds(await seen.press(by, await card(), action, more)),
    /** Approves in the form; `meanwhile` happens while it is open. */
    async approve({ by = sam, meanwhile }: { by?: string; meanwhile?: () => unknown } = {}) {
      const form = await seen.openForm(by, await card(), 'approve')
      await meanwhile?.()
      return form ? blockIds(await seen.submit(by, form, 'fine with me')) : []
    },
    /** Presses Approve, and goes no further than what comes then. */
    async look(by = sam) {
      const form = await seen.openForm(by, await card(), 'approve')
      return form?.blocks.map(({ block_id }) => block_id ?? '') ?? []
    },
    /** Lets one read of the flag come due after the other, until the request has come to this state. */
    async readUntil(arrived: () => boolean) {
      for (let reads = 0; !arrived(); reads++) {
        if (reads > MOST_READS) throw new Error(`it is still ${path().at(-1)}`)
        const taken = steps.length
        app.pass(A_MINUTE)
        await until(
          async () => steps.length,
          (now) => now > taken,
        )
      }
    },
    /** Faults of the next write of the key, of the next reads of it, and of the next reads of its flag. */
    writeFault: (fault: object) =>
      seen.cipherTrustFault({ ...fault, match: `POST /api/v1/cckm/aws/keys/${key.id}/enable-auto-rotation` }),
    readFault: (fault: object) =>
      seen.cipherTrustFault({ ...fault, match: `GET /api/v1/cckm/aws/keys/${key.id}` }),
    flagFault: (fault: object) => seen.cipherTrustFault({ ...fault, match: 'get-key-rotation-status' }),
    setKey: (set: object) => seen.key(key.id, set),
    /** The days between rotations that AWS has. */
    periodInAws: async () => Period.parse((await seen.key(key.id)).aws_param).RotationPeriodInDays,
    /** What became of the key, and by how many calls. */
    async inAws() {
      const writes = await seen.writes()
      return {
        on: (await seen.key(key.id)).aws_param.KeyRotationEnabled,
        sent: writes.length,
        accepted: writes.filter(({ committed }) => committed).length,
      }
    },
    /** Waits until the card asks a person what became of the call. */
    asked: () =>
      until(
        () => card(),
        (found) => textOf(found, 'question') !== '',
      ),
    /** The card, once it begins like this. */
    async onCard(title: string) {
      const shown = await until(
        () => card(),
        (found) => textOf(found, 'standing').startsWith(title),
      )
      return {
        standing: textOf(shown, 'standing'),
        saysOn: /: on\b/.test(textOf(shown, 'rotation')),
        question: textOf(shown, 'question'),
      }
    },
  }
}

async function cardOf(seen: Observed, request: string): Promise<Seen> {
  const found = await until(
    async () => (await seen.cards()).findLast(({ metadata }) => metadata?.event_payload.request === request),
    (card) => card !== undefined,
  )
  if (!found) throw new Error(`${request} has no card`)
  return found
}
