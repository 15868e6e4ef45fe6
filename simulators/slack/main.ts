import { parseArgs } from 'node:util'
import { startSlack } from './start.ts'

const port = readPort()
const { close, ...contract } = await startSlack({ port }).catch((error: Error) => {
  console.error(`The Slack simulator cannot listen on port ${port}: ${error.message}`)
  process.exit(1)
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => close().then(() => process.exit(0)))
}
// Last: whoever reads the line may send a signal at once.
console.log(JSON.stringify(contract))

function readPort(): number {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } })
    const given = Number(values.port)
    if (values.port.trim() && Number.isInteger(given) && given >= 0 && given <= 65_535) return given
    throw new Error(`--port must be a number from 0 to 65535, not "${values.port}".`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(2)
  }
}
