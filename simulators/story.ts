import { z } from 'zod'
import { blockIds, isA, type Observed, type Seen, textOf, until } from './observed.ts'
import type { Stage } from './stage.ts'

export interface Step {
  readonly name: string
  readonly ok: boolean
}

const DOCUMENTED_KEY = '/api/v1/cckm/aws/keys/baf58871-2503-4d13-a84a-339aeb8fdfaf'
const ACK_WITHIN_MS = 1_000

/** Plays the story and judges each step by what the simulators recorded; `say` hears of each as it is known. */
export async function play(
  stage: Stage,
  seen: Observed,
  say: (step: Step) => void,
): Promise<readonly Step[]> {
  const steps: Step[] = []
  for (const [name, act] of Object.entries(story(stage, seen))) {
    const ok = await act().catch(() => false)
    steps.push({ name, ok })
    say({ name, ok })
  }
  return steps
}

function story(
  { slack, ciphertrust }: Stage,
  seen: Observed,
): Readonly<Record<string, () => Promise<boolean>>> {
  const { requester, stranger, guest, deactivated, outsider } = slack.users
  const rotationOf = flagReader(ciphertrust)

  async function refusedWithoutACall(user: string, text: string, refusal: RegExp): Promise<boolean> {
    const before = (await seen.calls()).length
    const answer = await seen.type(user, text)
    const after = (await seen.calls()).slice(before)
    return blockIds(answer).some((id) => refusal.test(id)) && after.length === 0
  }

  /** The one card of a key, once `standing` says what is waited for. */
  async function cardThatSays(alias: string, standing: RegExp): Promise<Seen | undefined> {
    const cards = await until(
      () => seen.cardsOf(alias),
      (found) => found.some((card) => standing.test(textOf(card, 'standing'))),
    )
    return cards.length === 1 ? cards[0] : undefined
  }

  async function showsTheFlagReadBack(alias: string, keyPath: string, standing: RegExp): Promise<boolean> {
    const card = await cardThatSays(alias, standing)
    const shown = card ? /: (on|off)/.exec(textOf(card, 'rotation'))?.[1] : undefined
    return (
      card !== undefined && standing.test(textOf(card, 'standing')) && shown === (await rotationOf(keyPath))
    )
  }

  async function callsFor(keyPath: string) {
    return (await seen.writes()).filter(({ path }) => path.startsWith(keyPath))
  }

  async function keyPathOf(alias: string): Promise<string> {
    const card = (await seen.cardsOf(alias))[0]
    const arn = card ? (/arn:\S+/.exec(textOf(card, 'key'))?.[0] ?? '') : ''
    return rotationOf.pathOf(arn)
  }

  return {
    'help is answered': async () => blockIds(await seen.type(requester, 'help')).includes('commands'),
    'somebody from another company is refused, and nothing is called': () =>
      refusedWithoutACall(stranger, 'rotate alias/aws-test-key', /^refused:foreign$/),
    'a guest is refused, and nothing is called': () =>
      refusedWithoutACall(guest, 'rotate alias/aws-test-key', /^refused:guest$/),
    'a deactivated person is refused, and nothing is called': () =>
      refusedWithoutACall(deactivated, 'rotate alias/aws-test-key', /^refused:deactivated$/),
    'a colleague who is not on the list is refused, and nothing is called': () =>
      refusedWithoutACall(outsider, 'rotate alias/aws-test-key', /^refused:not_allowed$/),
    'a key that cannot rotate is refused, and nothing is written': async () => {
      const answer = await seen.type(requester, 'rotate alias/orders-asymmetric')
      return blockIds(answer).includes('refused:asymmetric') && (await seen.writes()).length === 0
    },
    'the on-call engineer asks, and is heard within a second': async () => {
      const answer = await seen.type(requester, 'rotate alias/aws-test-key because CHG-4711')
      return answer.ackMs !== null && answer.ackMs < ACK_WITHIN_MS && blockIds(answer).includes('asked')
    },
    'the card shows the flag that was read back': () =>
      showsTheFlagReadBack('alias/aws-test-key', DOCUMENTED_KEY, /^Done/),
    'the documented call was made, once': async () => {
      const calls = await callsFor(DOCUMENTED_KEY)
      return (
        calls.length === 1 && calls[0]?.method === 'POST' && calls[0].status === 200 && calls[0].committed
      )
    },
    'the thread has each line once, with its place in the audit log': async () => {
      const [card] = await until(
        () => seen.cardsOf('alias/aws-test-key'),
        ([found]) => (found?.thread.length ?? 0) >= 2,
      )
      return card !== undefined && card.thread.length === 2 && linesAreWitnessed(card)
    },
    'the requester is told once': async () => {
      const told = await until(
        () => seen.transcript(requester),
        (messages) => messages.length > 0,
      )
      return told.filter(({ ephemeralFor }) => ephemeralFor === undefined).length === 1
    },
    'asking again finds it on already, and calls nothing': async () => {
      const answer = await seen.type(requester, 'rotate alias/aws-test-key')
      return blockIds(answer).includes('refused:already_so') && (await callsFor(DOCUMENTED_KEY)).length === 1
    },
    'an answer that is lost is settled by reading, with one call': async () => {
      const alias = 'alias/fault-hangup-after-commit'
      await seen.type(requester, `rotate ${alias}`)
      const card = await cardThatSays(alias, /^Done/)
      const keyPath = await keyPathOf(alias)
      const once = (await callsFor(keyPath)).length === 1
      return card !== undefined && once && (await showsTheFlagReadBack(alias, keyPath, /^Done/))
    },
    'a flag that does not agree is not shown as done': async () => {
      const alias = 'alias/fault-flag-wrong'
      await seen.type(requester, `rotate ${alias}`)
      await cardThatSays(alias, /^Not confirmed/)
      const keyPath = await keyPathOf(alias)
      const once = (await callsFor(keyPath)).length === 1
      return once && (await showsTheFlagReadBack(alias, keyPath, /^Not confirmed/))
    },
    'no other call changed anything': async () => (await seen.writes()).length === 3,
    'no thread tells anything twice': async () => (await seen.cards()).every(linesAreWitnessed),
  }
}

/** Each line carries its entry's whole hash and shows half of it; the places in the log only go up. */
function linesAreWitnessed(card: Seen): boolean {
  const payloads = card.thread.filter(isA('cckm_line')).map(({ metadata }) => metadata?.event_payload ?? {})
  const seqs = payloads.map(({ seq }) => Number(seq))
  const shown = card.thread.every((line, index) => {
    const hash = String(payloads[index]?.hash)
    return (
      /^[0-9a-f]{64}$/.test(hash) &&
      textOf(line, 'witness').includes(`#${seqs[index]} · ${hash.slice(0, 32)}`)
    )
  })
  return payloads.length === card.thread.length && shown && seqs.every((seq, i) => seq > (seqs[i - 1] ?? 0))
}

interface KeyReply {
  readonly id: string
  readonly aws_param: { readonly Arn: string; readonly KeyRotationEnabled: boolean }
}

/** Reads the flag of a key with a plain client of its own: the witness against which the card is held. */
function flagReader({ url, username, password }: Stage['ciphertrust']) {
  const keys = '/api/v1/cckm/aws/keys'
  async function get<T>(path: string): Promise<T> {
    const body = JSON.stringify({ grant_type: 'password', username, password })
    const headers = { 'content-type': 'application/json' }
    const login = await fetch(`${url}/api/v1/auth/tokens`, { method: 'POST', headers, body })
    const { jwt } = z.object({ jwt: z.string() }).parse(await login.json())
    return (
      await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${jwt}` } })
    ).json() as Promise<T>
  }
  const read = async (path: string) =>
    (await get<KeyReply>(path)).aws_param.KeyRotationEnabled ? 'on' : 'off'
  return Object.assign(read, {
    async pathOf(arn: string): Promise<string> {
      const { resources } = await get<{ resources: readonly KeyReply[] | null }>(
        `${keys}?arn=${encodeURIComponent(arn)}`,
      )
      return `${keys}/${resources?.[0]?.id ?? 'none'}`
    },
  })
}
