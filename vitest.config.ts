import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// `fast` and `nock` are what `npm run check` runs; `slow` starts real processes, sockets and TLS; `long` is what takes
// minutes and stands outside of `npm test`: `npm run test:long` runs it.
const expect = { requireAssertions: true }
// A poll gives up after a second by default: a page or a process on a busy machine may take longer.
const patient = {
  // They wait more than they work: with as many at a time as there are cores, half of the cores would idle. Those that
  // work come first.
  maxWorkers: 2 * availableParallelism(),
  sequence: { groupOrder: 1 },
  expect: { ...expect, poll: { timeout: 20_000 } },
  testTimeout: 60_000,
  hookTimeout: 60_000,
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          maxWorkers: '100%',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.{nock,slow,long}.test.ts'],
          // Files share their modules: most of the time of a small file would go into loading them once more.
          ...{ isolate: false, pool: 'threads', expect },
        },
      },
      // Whoever imports nock has another network from then on, so each file is alone.
      { test: { name: 'nock', include: ['test/**/*.nock.test.ts'], maxWorkers: '100%', expect } },
      { test: { name: 'slow', include: ['test/**/*.slow.test.ts'], ...patient } },
      { test: { name: 'long', include: ['test/**/*.long.test.ts'], ...patient } },
    ],
  },
})
