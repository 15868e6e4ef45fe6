import type { Addressee } from '../../core/input.ts'
import type { Reply } from '../../core/reply.ts'
import type { Log, Messenger } from '../../ports.ts'
import { brokenReply } from '../errors.ts'
import type { Forms } from '../forms.ts'
import { decisionForm, loading, notice } from '../views/form.ts'
import { reply as drawReply } from '../views/reply.ts'
import { metadataOf } from './submission.ts'

export interface AnswersInForms {
  readonly forms: Forms
  readonly messenger: Pick<Messenger, 'answer'>
  readonly command: string
  readonly log: Log
}

const NOT_OPENED = { kind: 'refused', refusal: 'form_not_opened' } as const

/**
 * Opens a form at once, finds out what belongs in it, and shows that: the form to decide in, or why there is none.
 * Where Slack does not open or keep it, the person is answered as after a command.
 */
export async function answerInForm(
  { forms, messenger, command, log }: AnswersInForms,
  to: Addressee & { readonly id: string; readonly trigger: string },
  find: () => Promise<Reply>,
): Promise<void> {
  const form = await forms.open(to.trigger, loading())
  if (form === null) return messenger.answer(to, NOT_OPENED)
  const reply = await find().catch((error: unknown) => brokenReply(error, to.id.slice(-12), log))
  const view =
    reply.kind === 'form'
      ? decisionForm(reply, metadataOf(to, { verdict: reply.verdict, request: reply.request.id }))
      : notice(drawReply(reply, command))
  const shown = await forms.show(form, view)
  if (shown === 'shown') return
  if (reply.kind !== 'form') return messenger.answer(to, reply)
  // Somebody who closed the form does not want to decide; somebody who still waits for it must hear that it broke.
  if (shown === 'failed') await messenger.answer(to, NOT_OPENED)
}
