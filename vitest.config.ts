import { defineConfig } from 'vitest/config'

// Two projects: `fast` is what `npm run check` runs; `slow` starts real processes, sockets and TLS.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.slow.test.ts'],
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
    ],
  },
})
