import { GROUPS, oneIdOf } from './cast.ts'
import type { Change, KeyChanges, PersonChanges } from './deeds.ts'
import { type Asked, ruleOf } from './requests.ts'
import { amended, findAsked, findPerson, pick } from './resolve.ts'
import type { World } from './world.ts'
import type { Look } from './written.ts'

/** What happens outside of the bot, without anybody telling it. */
export function changeWorld(world: World, requests: readonly Asked[], deed: Change): void {
  switch (deed.do) {
    case 'person': {
      const asked = findAsked(requests, deed.which)
      const person = findPerson(world, deed.who, asked && ruleOf(world, asked), asked)
      changePerson(world, oneIdOf(person), deed.what)
      return
    }
    case 'group': {
      const group = pick(GROUPS, deed.nth) ?? ''
      if (deed.silent) world.silent.add(group)
      else world.silent.delete(group)
      return
    }
    case 'key': {
      const key = deed.key === 'asked' ? (requests.at(-1)?.wish.key ?? 0) : deed.key
      world.change(key, setOf(world, world.look(key), deed.set))
      return
    }
    case 'restart':
      world.restart(pick(world.policies, deed.policy) ?? world.policy)
      return
    case 'amend':
      world.restart(amended(world, findAsked(requests, deed.which), deed.set))
      return
    case 'wait':
      world.now += deed.minutes * 60_000
  }
}

function changePerson(world: World, person: string, what: PersonChanges['what']): void {
  switch (what) {
    case 'leaves':
      for (const people of world.groups.values()) people.delete(person)
      return
    case 'joins':
      for (const people of world.groups.values()) people.add(person)
      return
    case 'deactivated':
      world.deactivated.add(person)
      return
    case 'back':
      world.deactivated.delete(person)
      return
    case 'silent':
      world.silent.add(person)
      return
    case 'heard':
      world.silent.delete(person)
      return
  }
}

function setOf({ policy }: World, { tags }: Look, set: KeyChanges['set']): Partial<Look> {
  if (typeof set !== 'string') return set
  const read = policy.rules.flatMap(({ match }) => Object.keys(match?.tags ?? {}))
  const name = set === 'a read tag' ? (read[0] ?? 'env') : 'unread'
  return { tags: { ...tags, [name]: tags[name] === 'prod' ? 'axb' : 'prod' } }
}
