import { readArguments, usage } from './arguments.ts'
import { type CipherTrustOptions, startCipherTrust } from './start.ts'

await run(options())

function options(): CipherTrustOptions {
  try {
    return readArguments(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`)
    process.exit(2)
  }
}

async function run(chosen: CipherTrustOptions): Promise<void> {
  const { close, ...printed } = await startCipherTrust(chosen).catch((error: Error) => {
    console.error(`The simulator cannot start: ${error.message}`)
    process.exit(1)
  })
  const stop = () => close().finally(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  console.log(JSON.stringify(printed))
}
