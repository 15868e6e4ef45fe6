import { createContext, useContext } from 'react'
import type { Person, Screen } from '../wire.ts'
import type { Go, Place } from './place.ts'

/** Who is looking, at what, and how to go elsewhere. */
export interface Here {
  readonly screen: Screen
  readonly place: Place
  readonly go: Go
}

const Context = createContext<Here | undefined>(undefined)

export const HereProvider = Context.Provider

export function useHere(): Here {
  const here = useContext(Context)
  if (!here) throw new Error('There is no workspace around this component.')
  return here
}

export function usePerson(id: string): Person {
  const { people } = useHere().screen
  return people.find((person) => person.id === id) ?? { id, name: id, realName: id, kind: 'member' }
}

/** The ids by which the person is called: their own, and those of their groups. */
export function idsOf({ viewer, groups }: Screen): readonly string[] {
  return [viewer, ...groups.filter(({ members }) => members.includes(viewer)).map(({ id }) => id)]
}

/** What people write as `@name` and `#channel`, as Slack's input box sends it. */
export function withTokens(text: string, { people, groups, channels }: Screen): string {
  return text
    .replace(/(?<![\w<^|])@([\w.-]+)/g, (whole, name: string) => {
      const person = people.find((one) => one.name === name)
      if (person) return `<@${person.id}|${name}>`
      const group = groups.find(({ handle }) => handle === name)
      return group ? `<!subteam^${group.id}|@${name}>` : whole
    })
    .replace(/(?<![\w<|])#([\w-]+)/g, (whole, name: string) => {
      const channel = channels.find((one) => one.name === name)
      return channel ? `<#${channel.id}|${name}>` : whole
    })
}
