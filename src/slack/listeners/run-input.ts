import type { CommandDeps } from '../../commands/command.ts'
import { commandOf, dispatch } from '../../commands/dispatch.ts'
import type { Input, InputOf } from '../../core/input.ts'
import type { Reply } from '../../core/reply.ts'
import { ROLES } from '../../core/standing.ts'
import { askAgain } from '../../usecases/ask-again.ts'
import { admit } from '../../usecases/authorize.ts'
import { consider } from '../../usecases/consider.ts'
import { decide } from '../../usecases/decide.ts'
import { settle } from '../../usecases/settle.ts'
import type { FormPress } from './press.ts'

/** Does what was typed or pressed, and returns the answer. */
export function runInput(deps: CommandDeps, input: Input): Promise<Reply> {
  switch (input.kind) {
    case 'command':
      return dispatch(deps, input)
    case 'decision':
      return admit(deps, askerOf(input), ROLES, (asker) => decide(deps, asker, input))
    case 'press':
      return press(deps, input)
  }
}

/** What Approve or Deny on a card leads to: the form, or why there is none. */
export function considerPress(deps: CommandDeps, press: FormPress): Promise<Reply> {
  const { by: person, id: input, channel, verdict } = press
  return admit(deps, { person, input, channel, command: verdict }, ROLES, (asker) =>
    consider(deps, asker, press),
  )
}

/** What the audit log calls it. */
export function nameOf(input: Input): string {
  switch (input.kind) {
    case 'command':
      return commandOf(input.text)?.name ?? 'none'
    case 'decision':
      return input.verdict
    case 'press':
      return input.action
  }
}

function press(deps: CommandDeps, input: InputOf<'press'>): Promise<Reply> {
  if (input.action === 'ask_again')
    return admit(deps, askerOf(input), ['requesters'], (asker) => askAgain(deps, asker, input))
  const on = input.action === 'settle_on'
  return admit(deps, askerOf(input), ROLES, (asker) => settle(deps, asker, { ...input, on }))
}

function askerOf(input: Input) {
  const { by: person, id, channel } = input
  return { person, input: id, channel, command: nameOf(input) }
}
