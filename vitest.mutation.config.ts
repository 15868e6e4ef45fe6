import { defineConfig } from 'vitest/config'

// What `npm run mutation` holds the core against: the tests that reach it without sockets or processes.
export default defineConfig({
  test: {
    include: [
      'test/core/**/*.test.ts',
      'test/policy-file*.test.ts',
      'test/usecases/**/*.test.ts',
      'test/commands/**/*.test.ts',
    ],
    exclude: [
      '**/*.slow.test.ts',
      '**/*.long.test.ts',
      'test/usecases/walk.test.ts',
      'test/usecases/policies.test.ts',
    ],
    expect: { requireAssertions: true },
  },
})
