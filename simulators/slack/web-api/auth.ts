import type { Fields } from '../json.ts'
import type { Simulator } from '../simulator.ts'
import { SlackError } from '../slack-error.ts'

const NEEDS_NO_TOKEN = new Set(['api.test'])
const APP_LEVEL = new Set(['apps.connections.open'])
const ANY_TOKEN = new Set(['auth.test'])

export type TokenKind = 'bot' | 'app' | 'none'

interface Credentials {
  readonly method: string
  readonly header: string | undefined
  readonly args: Fields
}

/** Whose token it is; throws what Slack says to a wrong, missing or unsuitable one. */
export function authenticate(sim: Simulator, { method, header, args }: Credentials): TokenKind {
  if (NEEDS_NO_TOKEN.has(method)) return 'none'
  const token =
    header?.match(/^Bearer\s+(\S+)$/i)?.[1] ?? (typeof args.token === 'string' ? args.token : undefined)
  if (!token) throw new SlackError('not_authed')
  const kind = kindOf(sim, token)
  if (kind === 'none') throw new SlackError('invalid_auth')
  const wanted = APP_LEVEL.has(method) ? 'app' : 'bot'
  if (kind !== wanted && !ANY_TOKEN.has(method)) throw new SlackError('not_allowed_token_type')
  return kind
}

function kindOf({ tokens }: Simulator, token: string): TokenKind {
  if (token === tokens.bot) return 'bot'
  return token === tokens.app ? 'app' : 'none'
}
