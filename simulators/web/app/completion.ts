import type { SlashCommand } from '../wire.ts'

export interface Completion {
  readonly label: string
  readonly detail: string
  /** What the line becomes when it is picked. */
  readonly line: string
}

/** How a line that begins with a slash can go on, from what the app's manifest says of its commands. */
export function completionsOf(line: string, commands: readonly SlashCommand[]): readonly Completion[] {
  if (!line.startsWith('/') || line.includes('\n')) return []
  const [typed = '', ...rest] = line.split(' ')
  if (rest.length === 0)
    return commands
      .filter(({ command }) => command.startsWith(typed))
      .map(({ command, description }) => ({ label: command, detail: description, line: `${command} ` }))
  const known = commands.find(({ command }) => command === typed)
  const [word = ''] = rest
  if (!known) return []
  return known.usages
    .filter((usage) => (rest.length === 1 ? usage.startsWith(word) : usage.split(' ')[0] === word))
    .map((usage) => {
      const [name = '', ...more] = usage.split(' ')
      return { label: `${typed} ${name}`, detail: more.join(' '), line: `${typed} ${name} ` }
    })
}

/** Whether the line could be sent as it is; what is still the beginning of a command could not. */
export function isWhole(line: string, commands: readonly SlashCommand[]): boolean {
  const [typed = ''] = line.split(' ')
  return commands.length === 0 || line.includes(' ') || commands.some(({ command }) => command === typed)
}
