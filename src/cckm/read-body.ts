import { CipherTrustFault } from '../core/fault.ts'

/** The reply's JSON, or undefined when it is something else. Throws a CipherTrustFault past `maxBytes`. */
export async function readBody(body: AsyncIterable<unknown>, maxBytes: number): Promise<unknown> {
  return parseBody(await readText(body, maxBytes))
}

/** The JSON of a whole body, or undefined when it is something else. Throws a CipherTrustFault for JSON that breaks off. */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's message quotes the text. A reply without a length that was cut ends without an error of undici's.
    if (/^\s*[{[]/.test(text)) throw new CipherTrustFault({ kind: 'hung_up', outcome: 'unknown' })
    return undefined
  }
}

/** Leaving the loop early destroys the stream and with it the connection. */
async function readText(body: AsyncIterable<unknown>, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new CipherTrustFault({ kind: 'not_ciphertrust', outcome: 'unknown' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
