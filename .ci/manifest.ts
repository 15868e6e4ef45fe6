import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { COMMANDS } from '../src/commands/registry.ts'
import { manifest } from '../src/slack/manifest.ts'

const file = join(import.meta.dirname, '../manifest.yml')
const head =
  '# Written by `npm run manifest` from the commands and calls in src/. Paste it at api.slack.com/apps.\n'

writeFileSync(file, head + stringify(manifest('/cckm', COMMANDS), { lineWidth: 0 }))
