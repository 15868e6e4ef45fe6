import type { CommandDeps } from '../../commands/command.ts'
import { doneBefore } from '../../commands/done-before.ts'
import type { InputId } from '../../core/ids.ts'
import type { Input } from '../../core/input.ts'
import type { FinalReply, Reply } from '../../core/reply.ts'
import { type Log, MessengerFault } from '../../ports.ts'
import { brokenReply } from '../errors.ts'
import { nameOf, runInput } from './run-input.ts'

export interface AnswersInputs {
  unanswered(id: InputId): Promise<Input | null>
  finalReply(id: InputId): Promise<FinalReply | null>
  answered(id: InputId): Promise<void>
}

export interface AnswerInputDeps {
  readonly deps: CommandDeps
  readonly inputs: AnswersInputs
  readonly log: Log
}

/** What breaks is tried again this often before the person hears of it. */
const TRIES = 3
/** With the loop's back-off this is over an hour: nobody waits for the answer any more. */
const UNREACHABLE_AFTER = 70

/** The job of a stored input: does what it asks for, and answers. Done again after a crash, it finds what was done already. */
export async function answerInput(
  { deps, inputs, log }: AnswerInputDeps,
  id: InputId,
  tries: number,
): Promise<null> {
  const input = await inputs.unanswered(id)
  if (!input) return null
  const reply =
    (await inputs.finalReply(id)) ??
    (await doneBefore(deps, input)) ??
    (await runInput(deps, input).catch((error: unknown) => {
      if (tries < TRIES) throw error
      return giveUp(deps, input, brokenReply(error, referenceOf(input), log))
    }))
  await deps.messenger.answer(input, reply).catch((error: unknown) => {
    const forGood = error instanceof MessengerFault && error.reason === 'refused'
    if (tries < UNREACHABLE_AFTER && !forGood) throw error
    log.error({ err: error, inputId: id }, 'a person could not be answered')
  })
  await inputs.answered(id)
  return null
}

/** The attempt gets its entry, and the sentence is final: what was given up is not carried out by a later try. */
async function giveUp(deps: CommandDeps, input: Input, reply: FinalReply): Promise<Reply> {
  const { by, channel, id } = input
  await deps.ledger.refuse(by, { command: nameOf(input), refusal: 'broken', input: id, channel }, reply)
  return reply
}

/** A command that changes nothing is answered at once, or with a sentence; it is not tried again. */
export async function answerNow(deps: CommandDeps, log: Log, input: Input): Promise<void> {
  const reply = await runInput(deps, input).catch((error: unknown) =>
    brokenReply(error, referenceOf(input), log),
  )
  await deps.messenger.answer(input, reply)
}

/** The end of the input's id: enough to find it in the log. */
function referenceOf(input: Input): string {
  return input.id.slice(-12)
}
