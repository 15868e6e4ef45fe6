import { CipherTrustFault, type Fault } from '../../../src/core/fault.ts'
import { type KeyId, RequestId } from '../../../src/core/ids.ts'
import type { Wanted } from '../../../src/core/operations.ts'
import type { CipherTrust, Sent } from '../../../src/ports.ts'
import { HUNG_UP, REJECTED, UNREACHABLE } from '../../builders.ts'
import type { Tools } from '../tools.ts'
import { inWords } from '../words.ts'
import {
  aliasOf,
  KEYS,
  type Keys,
  keyIdOf,
  keyOf,
  type Look,
  rotationOf,
  SILENT_KEY,
  shown,
} from '../world/keys.ts'
import type { Life } from './life.ts'
import type { Network } from './network.ts'

/** Where CipherTrust stands by itself, whoever asks it. */
export interface CipherTrustState {
  away: boolean
  /** Its copy is this far behind AWS, in milliseconds. */
  lag: number
}

export interface CipherTrustWorld {
  readonly keys: Keys
  readonly state: CipherTrustState
  readonly send: Network
  /** Judges a call as its bytes leave; the request whose mark it goes out on. */
  readonly judge: (life: Life, key: number, wanted: Wanted) => Promise<RequestId | null>
}

const READ_MS = 30_000
const WRITE_MS = 60_000
/** A call that was cut off may arrive this much later, well within the ten minutes that are waited for it. */
const LATE_MS = 400_000

/** What a write may come to at CipherTrust: whether AWS does it, and what is answered. */
const WRITES = {
  rate_limited: { does: false, fault: { kind: 'rate_limited', outcome: 'not_sent', status: 429 } },
  unauthorized: { does: false, fault: { kind: 'unauthorized', outcome: 'not_sent', status: 401 } },
  rejected: { does: false, fault: REJECTED },
  'server error': { does: false, fault: { kind: 'server_error', outcome: 'unknown', status: 500 } },
  'server error, but it was done': {
    does: true,
    fault: { kind: 'server_error', outcome: 'unknown', status: 500 },
  },
  'hung up, and it is done later': { does: 'later', fault: HUNG_UP },
  'says otherwise': { does: false, says: 'otherwise' },
  'says otherwise, but did it': { does: true, says: 'otherwise' },
  'says done, but did not': { does: false, says: 'done' },
} as const satisfies Record<string, { does: boolean | 'later'; fault?: Fault; says?: string }>
/** A call that nobody's mark stands for: the judge has said so already. */
const NOBODY = RequestId.parse('R-ZZZZZZZZ')
const KINDS = Object.keys(WRITES)
/** Drawn twice as often: nothing but reading the key tells them from what they look like. */
const HARDEST = ['hung up, and it is done later', 'says done, but did not'] as const

/** CipherTrust and AWS behind it: it says what its copy says, and does what AWS lets it do. */
export function createCipherTrustPort(tools: Tools, world: CipherTrustWorld, life: Life): CipherTrust {
  const { dice, timeline, weather, tell, reach } = tools
  const { keys, state } = world
  const chance = dice.of('ciphertrust')

  function ask<T>(name: string, effect: () => T, patience = READ_MS): Promise<T> {
    const letter = {
      ...({ to: 'ciphertrust', name: `ciphertrust.${name}`, patience } as const),
      effect: () => {
        if (state.away) throw new CipherTrustFault(UNREACHABLE)
        return effect()
      },
      silence: () => new CipherTrustFault({ kind: 'timeout', outcome: 'unknown' }),
    }
    return world.send(life, letter)
  }

  function inCopy(key: number): Look | null {
    if (!weather.calm && chance.chance(weather.errors.ciphertrust))
      throw new CipherTrustFault({ kind: 'server_error', outcome: 'unknown', status: 500 })
    const look = keys.lookAt(key, timeline.now - state.lag)
    return look.hidden ? null : look
  }

  function write(key: number, wanted: Wanted, by: RequestId): Sent {
    const look = keys.look(key)
    const kind =
      !weather.calm && chance.chance(weather.writes) ? chance.pick(HARDEST[0], HARDEST[1], ...KINDS) : ''
    const name = wanted.operation === 'enable-auto-rotation' ? 'on' : 'off'
    const how = Object.entries(WRITES).find(([written]) => written === kind)?.[1] ?? {
      does: true,
      says: 'done',
    }
    tell('CipherTrust', `gets the call for ${aliasOf(key, look)}, to switch it ${name}: ${kind || 'fine'}`)
    if (kind) reach(`write: ${kind}`)
    if (how.does && (!look.enabled || look.hidden))
      throw new CipherTrustFault({ kind: 'aws', outcome: 'not_done', status: 400 })
    if (how.does) {
      const at = timeline.now + (how.does === 'later' ? chance.between(1_000, LATE_MS) : 0)
      const { operation, periodDays } = wanted
      const set = { on: operation === 'enable-auto-rotation', ...(periodDays ? { periodDays } : {}) }
      keys.change(key, set, { at, by })
      if (keys.callsOf(by).length > 1) tools.wrong(`a second call for ${by} was accepted`)
    }
    if ('fault' in how) throw new CipherTrustFault(how.fault)
    const done = {
      ...look,
      on: name === 'on',
      ...(wanted.periodDays ? { periodDays: wanted.periodDays } : {}),
    }
    const said = how.says === 'done' ? done : { ...done, on: !done.on }
    return { rotation: rotationOf(key, said), status: 200 }
  }

  const look = (id: KeyId) => inCopy(keyOf(id))
  return {
    find: (reference) =>
      ask('find', () => {
        const all = Array.from({ length: KEYS }, (_, key) => key)
        return all.flatMap((key) => {
          const found = inCopy(key)
          const named =
            reference.by === 'alias'
              ? found && reference.alias === aliasOf(key, found)
              : reference.id === keyIdOf(key)
          return found && named ? [shown(key, found)] : []
        })
      }),
    list: () => ask('list', () => ({ keys: [], cut: false })),
    read: (id) =>
      ask('read', () => {
        const found = look(id)
        return found && shown(keyOf(id), found)
      }),
    readRotation: (id) =>
      ask('readRotation', () => {
        const found = look(id)
        if (!found) throw new CipherTrustFault({ kind: 'not_found', outcome: 'not_done', status: 404 })
        return rotationOf(keyOf(id), found)
      }),
    aliases: () => ask('aliases', () => []),
    prepare: () =>
      ask('prepare', () => {
        if (!weather.calm && chance.chance(weather.errors.ciphertrust / 2))
          throw new CipherTrustFault({ kind: 'login_refused', outcome: 'not_sent', status: 401 })
        return 'account-1'
      }),
    reportsPeriods: (key) => Promise.resolve(keyOf(key.id) === SILENT_KEY ? null : true),
    async send(wanted, id) {
      const key = keyOf(id)
      const request = await world.judge(life, key, wanted)
      tell(`Bot ${life.number}`, `sends the call for ${inWords.key(key)}`)
      return ask('send', () => write(key, wanted, request ?? NOBODY), WRITE_MS)
    },
  }
}
