import { defineConfig } from 'vitest/config'

// `fast` is what `npm run check` runs; `slow` starts real processes, sockets and TLS; `long` is what takes minutes and
// stands outside of `npm test`: `npm run test:long` runs it.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.slow.test.ts', 'test/**/*.long.test.ts'],
          expect: { requireAssertions: true },
        },
      },
      {
        test: {
          name: 'slow',
          include: ['test/**/*.slow.test.ts'],
          expect: { requireAssertions: true },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'long',
          include: ['test/**/*.long.test.ts'],
          expect: { requireAssertions: true },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
