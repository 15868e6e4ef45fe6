import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Manifest, parseManifest } from './manifest.ts'
import { startSlack } from './start.ts'

const { port, manifest } = readOptions()
const { close, ...contract } = await startSlack({ port, ...(manifest ? { manifest } : {}) }).catch(
  (error: Error) => {
    console.error(`The Slack simulator cannot listen on port ${port}: ${error.message}`)
    process.exit(1)
  },
)
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => close().then(() => process.exit(0)))
}
// Last: whoever reads the line may send a signal at once.
console.log(JSON.stringify(contract))

function readOptions(): { port: number; manifest: Manifest | undefined } {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string', default: '0' }, manifest: { type: 'string' } },
    })
    return { port: portIn(values.port), manifest: values.manifest ? manifestIn(values.manifest) : undefined }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(2)
  }
}

function portIn(text: string): number {
  const given = Number(text)
  if (text.trim() && Number.isInteger(given) && given >= 0 && given <= 65_535) return given
  throw new Error(`--port must be a number from 0 to 65535, not "${text}".`)
}

function manifestIn(file: string): Manifest {
  try {
    return parseManifest(readFileSync(file, 'utf8'))
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : 'it is no manifest in YAML or JSON'
    throw new Error(`--manifest ${file} cannot be read: ${why}.`)
  }
}
