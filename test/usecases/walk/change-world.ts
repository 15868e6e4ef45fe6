import type { PersonId, RequestId } from '../../../src/core/ids.ts'
import { SECURITY } from './cast.ts'
import type { Deed } from './deeds.ts'
import type { World } from './world.ts'

type Change = Exclude<Deed, { readonly which: number; readonly who: PersonId }>

/** What happens outside, without the bot or anybody telling it. */
export function changeWorld(world: World, deed: Change, requestAt: (which: number) => RequestId): void {
  switch (deed.do) {
    case 'key':
      world.change(deed.key, deed.set)
      break
    case 'people':
      changePeople(world, deed)
      break
    case 'slack':
      world.changeSlack({ silent: deed.silent })
      break
    case 'world':
      world.turn(deed.set)
      break
    case 'fault':
      world.fault(deed.of)
      break
    case 'card deleted':
      for (const message of world.posted) if (message.name === requestAt(deed.which)) message.deleted = true
      break
    default:
      throw new Error(`${deed.do} is no change of the world`)
  }
}

function changePeople(world: World, { who, change }: Extract<Deed, { readonly do: 'people' }>): void {
  const { members, deactivated } = world.slack()
  const without = (people: readonly PersonId[] = []) => people.filter((person) => person !== who)
  const groups = Object.entries(members).map(([group, people]) => [group, without(people)] as const)
  world.changeSlack(
    {
      leaves: { members: Object.fromEntries(groups) },
      joins: { members: { ...members, [SECURITY]: [...without(members[SECURITY]), who] } },
      'is deactivated': { deactivated: [...without(deactivated), who] },
      'is back': { deactivated: without(deactivated) },
    }[change],
  )
}
