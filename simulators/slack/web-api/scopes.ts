import type { Fields } from '../json.ts'
import type { Simulator } from '../simulator.ts'
import { SlackError } from '../slack-error.ts'
import type { Channel } from '../world.ts'
import { textArg } from './args.ts'

type Kind = 'public' | 'private' | 'im'

// https://docs.slack.dev/reference/scopes: one of these, by the kind of conversation that a call is about.
const HISTORY = { public: 'channels:history', private: 'groups:history', im: 'im:history' }
const READ = { public: 'channels:read', private: 'groups:read', im: 'im:read' }
const WRITE = { public: 'channels:manage', private: 'groups:write', im: 'im:write' }

/** What the page of each method asks for; a method that is not here asks for nothing. */
const NEEDED = new Map<string, string | Record<Kind, string>>([
  ['bots.info', 'users:read'],
  ['chat.delete', 'chat:write'],
  ['chat.postEphemeral', 'chat:write'],
  ['chat.postMessage', 'chat:write'],
  ['chat.update', 'chat:write'],
  ['conversations.history', HISTORY],
  ['conversations.info', READ],
  ['conversations.list', READ],
  ['conversations.members', READ],
  ['conversations.open', WRITE],
  ['conversations.replies', HISTORY],
  ['files.completeUploadExternal', 'files:write'],
  ['files.getUploadURLExternal', 'files:write'],
  ['files.info', 'files:read'],
  ['usergroups.list', 'usergroups:read'],
  ['usergroups.users.list', 'usergroups:read'],
  ['users.conversations', READ],
  ['users.info', 'users:read'],
  ['users.list', 'users:read'],
])

/** Throws missing_scope where the app was not installed with what the call needs. */
export function checkScopes(sim: Simulator, method: string, args: Fields): void {
  if (!sim.manifest) return
  const provided = sim.manifest.scopes
  const missing = missingFor(sim, { method, args, provided })
  if (!missing) return
  throw new SlackError('missing_scope', { body: { needed: missing, provided: provided.join(',') } })
}

/** The headers by which Slack tells what the token may and what the method takes. */
export function scopeHeaders({ manifest }: Simulator, method: string): Record<string, string> {
  if (!manifest) return {}
  const needed = NEEDED.get(method)
  const accepted = typeof needed === 'object' ? Object.values(needed).join(',') : (needed ?? '')
  return { 'x-oauth-scopes': manifest.scopes.join(','), 'x-accepted-oauth-scopes': accepted }
}

function missingFor(
  sim: Simulator,
  { method, args, provided }: { method: string; args: Fields; provided: readonly string[] },
): string | undefined {
  const needed = NEEDED.get(method)
  if (needed === undefined) return undefined
  if (typeof needed === 'string') return provided.includes(needed) ? undefined : needed
  const kinds = kindsOf(sim, method, args)
  const missing = kinds.map((kind) => needed[kind]).filter((scope) => !provided.includes(scope))
  return missing.length > 0 ? missing.join(',') : undefined
}

/** The kinds of conversation that a call is about; an unknown channel is taken for a public one. */
function kindsOf({ world }: Simulator, method: string, args: Fields): Kind[] {
  if (method === 'conversations.open') return ['im']
  if (method === 'conversations.list' || method === 'users.conversations') {
    const types = (textArg(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim())
    const kinds: [string, Kind][] = [
      ['public_channel', 'public'],
      ['private_channel', 'private'],
      ['im', 'im'],
    ]
    return kinds.filter(([type]) => types.includes(type)).map(([, kind]) => kind)
  }
  const channel = world.channels.get(textArg(args, 'channel') ?? '')
  return [channel ? kindOf(channel) : 'public']
}

function kindOf({ is_im, is_private }: Channel): Kind {
  if (is_im) return 'im'
  return is_private ? 'private' : 'public'
}
