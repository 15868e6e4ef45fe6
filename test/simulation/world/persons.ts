import { ChannelId, InputId, type PersonId, RequestId } from '../../../src/core/ids.ts'
import type { Input } from '../../../src/core/input.ts'
import type { Request } from '../../../src/core/request.ts'
import { ANN, KIM, LEA, OTTO, SAM } from '../../usecases/walk/cast.ts'
import type { Ears } from '../bot/ears.ts'
import type { Tools } from '../tools.ts'
import { inWords } from '../words.ts'
import { isAsWanted, type Keys, keyOf } from './keys.ts'
import type { Answer, Message } from './slack.ts'

const TYPED_IN = ChannelId.parse('C0ONCALL')
const TRIES = 3
const AWAY = new Set<string>(['identity_unknown', 'ciphertrust_fault'])

interface Around {
  readonly keys: Keys
  /** Something changes that an approval stands on, just when it is given. */
  readonly meddle: (request: RequestId, by: PersonId) => void
  readonly ears: () => Ears
}

/** What people do when they see a card: most of it in good order, some of it late, twice or where it is not theirs. */
export function createPersons(
  { dice, timeline, weather, tell, reach }: Tools,
  { keys, ears, meddle }: Around,
) {
  const chance = dice.of('persons')
  /** Who ever said yes to a request, whether the bot heard it or not. */
  const said = new Map<RequestId, Set<PersonId>>()
  const typed = new Map<string, string>()
  let inputs = 0

  const from = (kind: string, by: PersonId, channel: ChannelId) => {
    const number = ++inputs
    const responseUrl = `https://hooks.slack.com/commands/${number}`
    return { id: InputId.parse(`${kind}:${number}`), by, channel, responseUrl }
  }
  const later = (least: number, most: number, run: () => void) =>
    timeline.in((weather.calm ? 60 : chance.between(least, most)) * 1_000, run)

  /** Whoever sees that nobody took it does it again, as something new. */
  function insist(say: string, make: () => Input, tries = 1): void {
    const input = make()
    tell(inWords.person(input.by), say)
    ears().bring(input, (taken) => {
      if (taken) return
      tell(inWords.person(input.by), 'is told by Slack that nobody answered')
      if (tries < TRIES) later(5, 60, () => insist(say, make, tries + 1))
    })
  }

  function type(by: PersonId, text: string): void {
    insist(`types /cckm ${text}`, () => {
      const input = { ...from('cmd', by, TYPED_IN), kind: 'command', text } as const
      typed.set(input.responseUrl, text)
      return input
    })
  }

  /** Who is refused because something was away tries again, mostly. */
  function hear({ responseUrl, person, reply }: Answer): void {
    const text = typed.get(responseUrl)
    typed.delete(responseUrl)
    if (!text || weather.calm || reply.kind !== 'refused' || !AWAY.has(reply.refusal)) return
    if (chance.chance(0.7)) later(20, 200, () => type(person, text))
  }

  function decide(by: PersonId, card: Message, verdict: 'approve' | 'deny', at = 0): void {
    const request = RequestId.parse(card.value)
    const pressed = from('press', by, ChannelId.parse(card.channel))
    const address = { channel: pressed.channel, ts: card.ts }
    tell(inWords.person(by), `presses ${verdict} on the card of ${request}`)
    ears().ask({ ...pressed, request, card: address, verdict }, (reply) => {
      tell('Slack', `shows ${inWords.person(by)}: ${inWords.reply(reply)}`)
      if (reply.kind !== 'form') return
      const send = () => submit(by, request, verdict)
      if (at > timeline.now) timeline.schedule(at, send)
      else later(2, chance.chance(0.1) ? 4_000 : 90, send)
    })
  }

  function submit(by: PersonId, request: RequestId, verdict: 'approve' | 'deny'): void {
    if (verdict === 'approve' && !weather.calm && chance.chance(0.35)) later(0, 3, () => meddle(request, by))
    if (verdict === 'approve') said.set(request, new Set([...(said.get(request) ?? []), by]))
    const { responseUrl, channel } = from('view', by, TYPED_IN)
    // The same form, sent again, is the same input.
    const id = InputId.parse(`view:${inputs}`)
    insist(`sends the form: ${verdict} ${request}`, () => ({
      ...{ id, by, channel, responseUrl, kind: 'decision', request, verdict, comment: 'so be it' },
    }))
  }

  function press(by: PersonId, card: Message, action: 'settle_on' | 'settle_off' | 'ask_again'): void {
    const channel = ChannelId.parse(card.channel)
    const about = { request: RequestId.parse(card.value), card: { channel, ts: card.ts } }
    insist(`presses ${inWords.spaced(action)} on the card of ${card.value}`, () => ({
      ...{ ...from('press', by, channel), ...about, kind: 'press', action },
    }))
  }

  /** Looks into AWS, and says what is there. */
  function answer(by: PersonId, card: Message, { operation, periodDays, key }: Request): void {
    const yes = isAsWanted(keys.look(keyOf(key.id)), { operation, periodDays })
    const on = yes === (operation === 'enable-auto-rotation')
    press(by, card, on ? 'settle_on' : 'settle_off')
  }

  /** Somebody looks at a card, now that it says something else. */
  function see(card: Message): void {
    const request = card.shows
    if (!request) return
    if (request.state === 'requested') later(2, 240, () => react(card))
    if (request.state === 'approved' && chance.chance(0.2))
      later(0, 60, () => type(request.requester, `withdraw ${request.id}`))
    if (request.state === 'unconfirmed' && request.personAskedAt !== undefined) {
      reach('a person is asked what became of the call')
      later(60, 7_200, () => answer(chance.pick(KIM, LEA), card, request))
    }
    if ((request.state === 'failed' || request.state === 'expired') && !weather.calm && chance.chance(0.3))
      later(30, 3_600, () => press(chance.pick(ANN, SAM), card, 'ask_again'))
  }

  /** Two people send their forms in the same second. */
  function race(card: Message): void {
    const at = timeline.now + 30_000
    for (const by of [KIM, SAM]) decide(by, card, chance.pick('approve', 'approve', 'deny'), at)
  }

  function react(card: Message): void {
    if (card.shows?.state !== 'requested') return
    const roll = chance.roll()
    const id = card.value
    if (weather.calm) decide(KIM, card, 'approve')
    else if (roll < 0.2) race(card)
    else if (roll < 0.7) decide(chance.pick(KIM, KIM, SAM, LEA), card, 'approve')
    else if (roll < 0.76) decide(chance.pick(KIM, SAM), card, 'deny')
    else if (roll < 0.82) type(card.shows.requester, `withdraw ${id}`)
    else if (roll < 0.86) type(KIM, `deny ${id} because not now`)
    else if (roll < 0.9) decide(chance.pick(ANN, OTTO), card, 'approve')
    else if (roll < 0.94) type(chance.pick(LEA, OTTO, KIM), `withdraw ${id} because it is late`)
    if (!weather.calm && chance.chance(0.4)) later(1, 120, () => react(card))
  }

  return { said, type, hear, see }
}
export type Persons = ReturnType<typeof createPersons>
