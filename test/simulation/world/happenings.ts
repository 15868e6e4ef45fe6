import type { PersonId } from '../../../src/core/ids.ts'
import { AUDIT } from '../../builders.ts'
import { ANN, KIM, OTTO, POLICIES, type PolicyName, SAM } from '../../usecases/walk/cast.ts'
import type { CipherTrustState } from '../bot/ciphertrust.ts'
import type { Lives } from '../bot/lives.ts'
import type { Tools } from '../tools.ts'
import { inWords } from '../words.ts'
import { aliasOf, KEYS, type Keys, keyIdOf, type Look } from './keys.ts'
import type { Persons } from './persons.ts'
import type { Slack } from './slack.ts'
import type { Personnel } from './staff.ts'

export interface Around {
  readonly keys: Keys
  readonly staff: Personnel
  readonly slack: Slack
  readonly persons: Persons
  readonly lives: Lives
  readonly ciphertrust: CipherTrustState
}

const HOUR_S = 3_600
/** In the order in which they are drawn. */
export const POLICY_NAMES: readonly [PolicyName, ...PolicyName[]] = [
  'two',
  'loose',
  'tight',
  'both',
  'sealed',
  'vague',
]

export function firstPolicy({ dice }: Tools): PolicyName {
  return dice.of('policy').pick('two', 'two', 'loose', 'both', ...POLICY_NAMES)
}

/** Draws what is asked for, and what happens of itself, over the hours of one story. Returns how long it lasts. */
export function schedule(tools: Tools, around: Around): number {
  const { dice, timeline, weather, tell, reach } = tools
  const { keys, staff, slack, persons, lives, ciphertrust } = around
  const chance = dice.of('happenings')
  const end = chance.pick(HOUR_S / 4, HOUR_S / 2, HOUR_S, 2 * HOUR_S)
  const sometime = (run: () => void) => timeline.in(chance.between(1, end * 1_000), run)

  for (let asked = chance.between(3, 9); asked > 0; asked--) sometime(ask)
  for (let changes = chance.between(0, weather.changes); changes > 0; changes--) sometime(changeSomething)
  for (let outages = chance.between(0, weather.outages); outages > 0; outages--) sometime(breakDown)
  for (let restarts = chance.pick(0, 0, 1, 2); restarts > 0; restarts--)
    sometime(
      () => void lives.restart(chance.chance(0.5) ? POLICIES[chance.pick(...POLICY_NAMES)] : undefined),
    )
  return end * 1_000

  function ask(): void {
    const key = chance.between(0, KEYS - 1)
    const name = chance.pick(aliasOf(key, keys.look(key)), keyIdOf(key))
    const by = chance.pick(ANN, ANN, ANN, ANN, SAM, SAM, SAM, OTTO)
    const roll = chance.roll()
    if (roll < 0.6) persons.type(by, `rotate ${name}`)
    else if (roll < 0.85) persons.type(by, `rotate ${name} every 180 days because CHG-1`)
    else persons.type(by, `stop-rotation ${name} because CHG-2`)
    if (chance.chance(0.2)) persons.type(by, `rotate ${name}`)
  }

  function changeSomething(): void {
    const key = chance.between(0, KEYS - 1)
    const who = chance.pick(KIM, KIM, SAM, ANN)
    const kind = chance.pick('key', 'key', 'key', 'leaves', 'joins', 'deactivated', 'card', 'channel')
    reach(`changed: ${kind}`)
    switch (kind) {
      case 'key':
        changeKey(tools, keys, key)
        break
      case 'leaves':
        leave(tools, staff, who)
        break
      case 'joins':
        tell(inWords.person(who), 'joins the approvers')
        staff.joins(who)
        break
      case 'deactivated':
        tell(inWords.person(who), 'is deactivated')
        staff.isDeactivated(who)
        break
      case 'card':
        deleteCard()
        break
      case 'channel':
        archive(tools, slack, chance.between(1, 600) * 1_000)
    }
  }

  function deleteCard(): void {
    const [card] = slack.cards().toReversed()
    if (!card?.shows) return
    slack.deleteCard(card.shows.id)
    tell('An admin', `deletes the card of ${card.value}`)
  }

  function breakDown(): void {
    const ms = chance.pick(20, 60, 300, 1_500) * 1_000
    const lasts = `for ${Math.round(ms / 1_000)} s`
    const who = chance.pick('CipherTrust', 'a copy', 'Slack')
    reach(`outage: ${who}`)
    switch (who) {
      case 'CipherTrust':
        tell(who, `is away ${lasts}`)
        ciphertrust.away = true
        break
      case 'Slack':
        tell(who, `is away ${lasts}`)
        slack.away = true
        break
      case 'a copy':
        tell('CipherTrust', `answers from a copy that is behind ${lasts}`)
        ciphertrust.lag = chance.pick(20_000, 60_000)
    }
    timeline.in(ms, repair)
  }

  function repair(): void {
    Object.assign(ciphertrust, { away: false, lag: 0 })
    slack.away = false
  }
}

/** An admin archives the channel of the cards, for a while. */
export function archive({ timeline, tell }: Tools, slack: Slack, ms: number): void {
  tell('An admin', 'archives the channel of the cards')
  slack.archive(AUDIT)
  timeline.in(ms, () => {
    tell('An admin', 'opens the channel of the cards again')
    slack.open(AUDIT)
  })
}

export function leave({ tell }: Tools, staff: Personnel, who: PersonId): void {
  tell(inWords.person(who), 'leaves every group')
  staff.leaves(who)
}

/** Somebody does something to a key in AWS. */
export function changeKey({ dice, tell }: Tools, keys: Keys, key: number): void {
  const look = keys.look(key)
  const set = dice
    .of('keys')
    .pick<Partial<Look>>(
      { alias: look.alias + 1 },
      { alias: look.alias + 1 },
      { on: !look.on },
      { on: !look.on },
      { enabled: !look.enabled },
      { hidden: !look.hidden },
    )
  tell('Key', `${key} ${inWords.change(set)}`)
  keys.change(key, set)
}
