export interface Instruction {
  readonly name: string
  readonly value: string
}

export interface Stage {
  readonly name: string
  readonly instructions: readonly Instruction[]
}

export function parseDockerfile(text: string): readonly Stage[] {
  const stages: { name: string; instructions: Instruction[] }[] = []
  for (const { name, value } of instructionsOf(text)) {
    if (name === 'FROM') stages.push({ name: / AS (\S+)$/i.exec(value)?.[1] ?? '', instructions: [] })
    else stages.at(-1)?.instructions.push({ name, value })
  }
  return stages
}

export function valuesOf(stage: Stage, name: string): readonly string[] {
  return stage.instructions.filter((instruction) => instruction.name === name).map(({ value }) => value)
}

/** The words of an exec form; throws for a shell form. */
export function execForm(value: string): readonly string[] {
  return JSON.parse(value.slice(value.indexOf('[')))
}

export function environmentOf(stage: Stage): Record<string, string> {
  const pairs = valuesOf(stage, 'ENV').flatMap((value) => value.split(/\s+/))
  return Object.fromEntries(pairs.map((pair) => pair.split('=', 2)))
}

export interface Copy {
  /** The stage it copies from; the repository if absent. */
  readonly from: string | undefined
  readonly sources: readonly string[]
  readonly target: string
}

export function parseCopy(value: string): Copy {
  const words = value.split(/\s+/)
  const paths = words.filter((word) => !word.startsWith('--'))
  return {
    from: words.find((word) => word.startsWith('--from='))?.slice('--from='.length),
    sources: paths.slice(0, -1),
    target: paths.at(-1) ?? '',
  }
}

function instructionsOf(text: string): readonly Instruction[] {
  return text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ name: line.split(' ', 1)[0] ?? '', value: line.slice(line.indexOf(' ') + 1).trim() }))
}
