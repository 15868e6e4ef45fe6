import type { App } from '@slack/bolt'
import { z } from 'zod'
import { ChannelId, InputId, PersonId, RequestId } from '../../core/ids.ts'
import { type Addressee, type InputOf, MOST_COMMENT, Verdict } from '../../core/input.ts'
import { ACKS } from '../views/ack.ts'
import { COMMENT, DECISION_FORM } from '../views/form.ts'
import { REFUSALS } from '../views/refusal.ts'
import { untrusted } from '../views/text.ts'
import { type Taking, takeInTime } from './take-in-time.ts'

/** What a form brings back of the press or command that opened it. Slack returns it as it was given. */
const Metadata = z.object({
  verdict: Verdict,
  request: RequestId,
  channel: ChannelId,
  responseUrl: z.url(),
})

export function metadataOf(
  { channel, responseUrl }: Addressee,
  { verdict, request }: { readonly verdict: Verdict; readonly request: RequestId },
): string {
  return JSON.stringify({ verdict, request, channel, responseUrl } satisfies z.infer<typeof Metadata>)
}

// https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
const Submission = z.object({
  user: z.object({ id: PersonId }),
  view: z.object({
    id: z.string(),
    private_metadata: z.string(),
    state: z.object({
      values: z.object({
        [COMMENT.block]: z.object({ [COMMENT.action]: z.object({ value: z.string().nullish() }) }),
      }),
    }),
  }),
})

/** The submission of the form is the decision: it is stored, then acked, which closes the form. */
export function listenForSubmissions(app: App, listener: Taking): void {
  app.view(DECISION_FORM, async ({ body, ack }) => {
    const input = read(body)
    const problem = wrongWith(input) ?? (await store(listener, input))
    await (problem ? ack({ response_action: 'errors', errors: { [COMMENT.block]: problem } }) : ack())
  })
}

/** Slack may count the characters of an emoji as one: what it lets pass can be longer than what is kept. */
function wrongWith({ verdict, comment }: InputOf<'decision'>): string | null {
  if (verdict === 'deny' && !comment) return ACKS.noReason
  return comment && comment.length > MOST_COMMENT ? ACKS.tooLong : null
}

async function store(listener: Taking, input: InputOf<'decision'>): Promise<string | null> {
  const refusal = await takeInTime(listener, input)
  return refusal && REFUSALS[refusal]
}

function read(body: unknown): InputOf<'decision'> {
  const { user, view } = Submission.parse(body)
  const comment = view.state.values[COMMENT.block]?.[COMMENT.action]?.value?.trim() ?? ''
  return {
    kind: 'decision',
    id: InputId.parse(`view:${view.id}`),
    by: user.id,
    ...Metadata.parse(JSON.parse(view.private_metadata)),
    ...(saysSomething(comment) ? { comment } : {}),
  }
}

/** Invisible characters give no reason. */
function saysSomething(text: string): boolean {
  return untrusted(text, 1) !== ''
}
