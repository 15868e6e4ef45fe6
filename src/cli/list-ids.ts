import { readSlackConfig } from '../config.ts'
import type { Directory, Listed } from '../slack/directory.ts'
import { columns } from './columns.ts'
import { misconfigured, withSlack } from './slack.ts'
import { EXIT, type Exit, json, type World } from './world.ts'

export const KINDS = ['channels', 'groups', 'people'] as const
export type Kind = (typeof KINDS)[number]

const SIGN: Readonly<Record<Kind, string>> = { channels: '#', groups: '@', people: '@' }

/** Lists what a policy can name in this workspace, of one kind or of all. */
export async function listIds(
  world: World,
  what: Kind | undefined,
  options: { readonly json?: true },
): Promise<Exit> {
  const access = readSlackConfig(world.env, world.readFile)
  if (!access.ok) return misconfigured(world, access.problems)
  return withSlack(access.slack, world, async ({ directory }) => {
    const kinds = what === undefined ? KINDS : [what]
    const lists = await Promise.all(kinds.map(async (kind) => [kind, await listOf(directory, kind)] as const))
    if (options.json) json(world, Object.fromEntries(lists))
    else world.print(lists.map(([kind, list]) => shown(kind, list)).join('\n\n'))
    return EXIT.fine
  })
}

function listOf(directory: Directory, kind: Kind): Promise<readonly Listed<string>[]> {
  return directory[kind]()
}

function shown(kind: Kind, list: readonly Listed<string>[]): string {
  if (list.length === 0) return `There are no ${kind} that the bot can see.`
  return columns(list.map(({ id, name, title, people }) => [id, `${SIGN[kind]}${name}`, more(title, people)]))
}

function more(title = '', people: number | undefined): string {
  if (people === undefined) return title
  return `${title} (${people === 1 ? 'one person' : `${people} people`})`.trimStart()
}
