import { describe, expect, it } from 'vitest'
import { readArguments } from '../../../simulators/ciphertrust/arguments.ts'

describe('readArguments', () => {
  it.each([
    [[], {}],
    [
      ['--port', '0', '--keys', '10', '--seed=3', '--latency', '50'],
      { port: 0, keys: 10, seed: 3, latency: 50 },
    ],
    [['--tls'], { tls: 'valid' }],
    [['--tls', '--port', '8080'], { tls: 'valid', port: 8080 }],
    [['--tls=wrong-name'], { tls: 'wrong-name' }],
    [['--tls=expired'], { tls: 'expired' }],
  ])('reads %j', (argv, options) => {
    expect(readArguments(argv)).toEqual(options)
  })

  it.each([
    [['--prot', '1'], "Unknown option '--prot'"],
    [['--port', 'x'], 'Wrong value for --port.'],
    [['--port', '65536'], 'Wrong value for --port.'],
    [['--tls=maybe'], 'Wrong value for --tls.'],
    [['8080'], 'Unexpected argument'],
  ])('refuses %j with a sentence', (argv, words) => {
    expect(() => readArguments(argv)).toThrow(words)
  })
})
