import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseCopy, type Stage } from './parse.ts'

// What a build does as root to a system we do not have.
const needsImage = /^(?:chown|chmod|apt-get|adduser|useradd)\b/

/** Does in a folder what a build does in an image: each stage gets a root of its own. Returns the last one's WORKDIR. */
export function replay(stages: readonly Stage[], places: { repository: string; folder: string }): string {
  const rootOf = (stage: string) => join(places.folder, stage || 'final')
  let workdir = ''
  for (const stage of stages) {
    workdir = rootOf(stage.name)
    for (const { name, value } of stage.instructions) {
      if (name === 'WORKDIR') workdir = join(rootOf(stage.name), value)
      mkdirSync(workdir, { recursive: true })
      if (name === 'COPY') copy(value, { ...places, workdir, rootOf })
      if (name === 'RUN') run(value, workdir)
    }
  }
  return workdir
}

interface Places {
  readonly repository: string
  readonly workdir: string
  rootOf(stage: string): string
}

function copy(value: string, { repository, workdir, rootOf }: Places): void {
  const { from, sources, target } = parseCopy(value)
  for (const source of sources) {
    const into = target.endsWith('/') ? join(target, basename(source)) : target
    cpSync(join(from ? rootOf(from) : repository, source), join(workdir, into), { recursive: true })
  }
}

function run(value: string, cwd: string): void {
  const commands = value.split('&&').map((command) => command.trim())
  for (const command of commands.filter((text) => !needsImage.test(text)))
    execFileSync('/bin/sh', ['-c', command], { cwd, env: buildEnvironment(), stdio: 'pipe' })
}

// npm hands its own settings down to scripts as npm_*; those of the repository must not reach the copy.
function buildEnvironment(): NodeJS.ProcessEnv {
  const outer = Object.entries(process.env).filter(
    ([name]) => !/^npm_/i.test(name) || /^npm_config_(?:cache|userconfig|registry)$/i.test(name),
  )
  return { ...Object.fromEntries(outer), npm_config_prefer_offline: 'true' }
}
