import { CipherTrustFault, type Fault } from '../../../src/core/fault.ts'
import { type KeyId, MessageTs, type PersonId } from '../../../src/core/ids.ts'
import {
  type CipherTrust,
  type Identity,
  type Messenger,
  MessengerFault,
  type People,
  type Sent,
} from '../../../src/ports.ts'
import { HUNG_UP, REJECTED, UNREACHABLE } from '../../builders.ts'
import type { Activity, Heard } from './activity.ts'
import { keyIdOf, keyOf, type Look, type Posted, shown, type World } from './world.ts'

/** Told when a POST takes effect at AWS. */
type Accepted = (at: number) => void

/** Every call of a port goes through this: what happens meanwhile happens in it. */
export type Call = <T>(answer: () => T | Promise<T>) => Promise<T>

/** CipherTrust: it says what its copy says, and does what AWS lets it do. `sending` is asked before a POST is taken. */
export function cipherTrust(
  world: World,
  { heard }: Activity,
  call: Call,
  sending: (key: number) => { accepted: Accepted },
): CipherTrust {
  const fault = (port: Heard['port'], of: Fault): never => {
    heard.push({ port, said: of.outcome })
    throw new CipherTrustFault(of)
  }
  const reach = (port: Heard['port']) => {
    if (world.knobs.down) fault(port, UNREACHABLE)
    if (port === 'prepare' && world.take('token'))
      fault(port, { kind: 'login_refused', outcome: 'not_sent', status: 401 })
    if (port !== 'prepare' && world.take('read'))
      fault(port, { kind: 'server_error', outcome: 'unknown', status: 500 })
  }
  const look = (port: Heard['port'], id: KeyId): Look | null => {
    reach(port)
    const found = world.inCopy(keyOf(id))
    heard.push({ port, said: found.hidden ? 'hidden' : 'seen', look: found })
    return found.hidden ? null : found
  }

  function send(key: number, accepted: Accepted): Sent {
    const answer = (on: boolean): Sent => {
      heard.push({ port: 'send', said: on ? 'on' : 'off' })
      return { rotation: { on }, status: 200 }
    }
    if (world.knobs.down) fault('send', UNREACHABLE)
    const { kind, thenDown } = world.take('send') ?? { kind: 'none', thenDown: false }
    if (thenDown) world.turn({ down: true })
    const { enabled, gone, hidden } = world.inAws(key)
    const refused = !enabled || gone || hidden
    switch (kind) {
      case 'not_sent':
        return fault('send', { kind: 'rate_limited', outcome: 'not_sent', status: 429 })
      case 'not_done':
        return fault('send', REJECTED)
      case 'lost_before':
        return fault('send', HUNG_UP)
      case 'says_off':
        return answer(false)
      default:
        if (refused) return fault('send', { kind: 'aws', outcome: 'not_done', status: 400 })
        accepted(world.now + (kind === 'lost_late' ? LATE_MS : 0))
        if (kind === 'none' || kind === 'says_off_but_did') return answer(kind === 'none')
        return fault('send', HUNG_UP)
    }
  }

  return {
    find: (reference) =>
      call(() => {
        const key = keyOf(reference.by === 'uuid' ? reference.id : '')
        const found = look('find', keyIdOf(key))
        return found ? [shown(key, found)] : []
      }),
    read: (id) =>
      call(() => {
        const found = look('read', id)
        return found && shown(keyOf(id), found)
      }),
    readRotation: (id) =>
      call(() => {
        const found = look('readRotation', id)
        return found
          ? { on: found.on }
          : fault('readRotation', { kind: 'not_found', outcome: 'not_done', status: 404 })
      }),
    aliases: () => call(() => []),
    list: () => call(() => ({ keys: [], cut: false })),
    reportsPeriods: () => Promise.resolve(true),
    prepare: () =>
      call(() => {
        reach('prepare')
        heard.push({ port: 'prepare', said: 'ready' })
        return 'account-1'
      }),
    send: (_operation, id) => {
      const { accepted } = sending(keyOf(id))
      return call(() => send(keyOf(id), accepted))
    },
  }
}

/** A call that was cut off arrives this much later: well within the ten minutes that are waited for it. */
const LATE_MS = 400_000

export function people(world: World, call: Call): People {
  return {
    identify: (person) => call((): Identity => identify(world, person)),
    members: (group) =>
      call(() => {
        const { members, silent } = world.slack()
        const found = members[group]
        if (silent || !found) throw new Error('slack does not say')
        return found
      }),
  }
}

function identify(world: World, person: PersonId): Identity {
  const { silent, deactivated } = world.slack()
  if (silent) return { ok: false, person, refusal: 'identity_unknown' }
  if (deactivated.includes(person)) return { ok: false, person, refusal: 'deactivated' }
  return { ok: true, person, name: person }
}

/** Slack as a place: what was posted stands there until somebody deletes it. */
export function messenger(world: World, { target }: Activity, call: Call): Messenger {
  const fail = (reason: MessengerFault['reason']): never => {
    if (target && (reason === 'unusable_channel' || reason === 'refused')) world.unseen.add(target)
    throw new MessengerFault(reason)
  }
  const reach = () => {
    if (world.knobs.postsDown) fail('unknown')
  }
  const inChannel = () => {
    reach()
    if (!world.knobs.channelUsable) fail('unusable_channel')
  }
  const stands = (ts: string) => world.posted.some((message) => message.ts === ts && !message.deleted)
  /** Posts it, or finds it where an earlier try came through. */
  const post = (name: string, thread: string | null, { look }: { look: boolean }, version = 0) => {
    const same = (message: Posted) => message.name === name && message.thread === thread && !message.deleted
    const found = look ? world.posted.find(same) : undefined
    if (found) return MessageTs.parse(found.ts)
    const fault = world.take('post')
    if (fault === 'lost_before') fail('unknown')
    if (fault === 'rate_limited' || fault === 'refused') fail(fault)
    const ts = MessageTs.parse(`${world.now}.${String(world.posted.length).padStart(6, '0')}`)
    world.posted.push({ ts, name, thread, deleted: false, version })
    return fault === 'lost_after' ? fail('unknown') : ts
  }
  /** A direct message, or a line in another channel: somebody who cannot be told is left out. */
  const aside = (name: string, options: { look: boolean }) => {
    reach()
    return post(name, null, options)
  }
  return {
    usable: () =>
      call(() => {
        if (world.knobs.postsDown) fail('unknown')
        return world.knobs.channelUsable
      }),
    postCard: ({ request }, options) =>
      call(() => {
        inChannel()
        return post(request.id, null, options, request.version)
      }),
    redrawCard: ({ request }, ts) =>
      call(() => {
        inChannel()
        if (!stands(ts)) fail('gone')
        for (const message of world.posted) if (message.ts === ts) message.version = request.version
      }),
    postLine: ({ entry }, card, options) =>
      call(() => {
        inChannel()
        if (!stands(card)) fail('gone')
        return post(`line ${entry.hash}`, card, options)
      }),
    tellRequester: ({ entry }, _card, options) => call(() => aside(`dm ${entry.hash}`, options)),
    postOutcome: ({ entry }, _card, options) => call(() => aside(`outcome ${entry.hash}`, options)),
    answer: () => Promise.reject(new Error('the walk answers nobody')),
  }
}
