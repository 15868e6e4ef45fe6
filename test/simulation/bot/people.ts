import type { People } from '../../../src/ports.ts'
import type { Tools } from '../tools.ts'
import type { Slack } from '../world/slack.ts'
import type { Personnel } from '../world/staff.ts'
import type { Life } from './life.ts'
import type { Network } from './network.ts'

interface Around {
  readonly staff: Personnel
  readonly slack: Slack
}

const PATIENCE_MS = 10_000

/** Who somebody is, as Slack says: nothing here is remembered. */
export function createPeoplePort(tools: Tools, { staff, slack }: Around, send: Network, life: Life): People {
  const { dice, weather } = tools
  const chance = dice.of('people')
  const silent = () => new Error('slack does not say')
  function ask<T>(name: string, effect: () => T): Promise<T> {
    const answering = () => {
      if (slack.away || (!weather.calm && chance.chance(weather.errors.slack))) throw silent()
      return effect()
    }
    return send(life, { to: 'slack', name, patience: PATIENCE_MS, effect: answering, silence: silent })
  }
  return {
    identify: (person) =>
      ask('users.info', () =>
        staff.current().deactivated.includes(person)
          ? ({ ok: false, person, refusal: 'deactivated' } as const)
          : ({ ok: true, person, name: person } as const),
      ).catch(() => ({ ok: false, person, refusal: 'identity_unknown' }) as const),
    members: (group) =>
      ask('usergroups.users.list', () => {
        const members = staff.current().members[group]
        if (!members) throw silent()
        return members
      }),
  }
}
