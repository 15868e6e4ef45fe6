import { BLOCK_LIMITS } from '../block-kit/block-limits.ts'
import { describeProblem } from '../block-kit/check-blocks.ts'
import { checkView, isView, type ViewDefinition } from '../block-kit/check-view.ts'
import { isRecord, parseJson } from '../json.ts'
import { SlackError } from '../slack-error.ts'
import type { StoredView, Views } from './views.ts'

/** The view that a call or an ack brings, checked as Slack checks it. */
export function readView(given: unknown, type?: ViewDefinition['type']): ViewDefinition {
  const view = typeof given === 'string' ? parseJson(given) : given
  if (view === undefined || view === null || view === '') {
    throw invalidArguments('missing required field: view')
  }
  if (!isRecord(view)) throw invalidArguments('must be a valid json string [json-pointer:/view]')
  if (Buffer.byteLength(JSON.stringify(view)) > BLOCK_LIMITS.view.bytes)
    throw new SlackError('view_too_large')
  const problems = checkView(view).map(describeProblem)
  if (problems.length > 0 || !isView(view)) throw invalidArguments(...problems)
  if (type && view.type !== type) {
    throw invalidArguments(`must be one of: ${type} [json-pointer:/view/type]`)
  }
  return view
}

/** An external_id belongs to one view of the workspace. */
export function ownExternalId(views: Views, { external_id }: ViewDefinition, self?: StoredView): void {
  if (!external_id) return
  const owner = views.findByExternalId(external_id)
  if (owner && owner !== self) throw new SlackError('duplicate_external_id')
}

export function invalidArguments(...problems: readonly string[]): SlackError {
  const messages = problems.map((problem) => `[ERROR] ${problem}`)
  return new SlackError('invalid_arguments', { body: { response_metadata: { messages } } })
}
