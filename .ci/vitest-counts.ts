import type { Reporter, TestCase, TestModule } from 'vitest/node'

export interface Counts {
  readonly passed: number
  readonly failed: number
  /** One line per test that did not run, with the reason it gave. */
  readonly skipped: readonly string[]
}

/** Counts what a run did. A file that does not load and an error outside any test are failures too. */
export function countingReporter(): { readonly reporter: Reporter; counts(): Counts } {
  let counts: Counts = { passed: 0, failed: 0, skipped: [] }
  return {
    counts: () => counts,
    reporter: {
      onTestRunEnd(modules, unhandledErrors) {
        const tests = modules.flatMap((module) => [...module.children.allTests()])
        counts = {
          passed: tests.filter((test) => test.result().state === 'passed').length,
          failed:
            tests.filter((test) => test.result().state === 'failed').length +
            modules.reduce((sum, module) => sum + errorsOutsideTests(module), 0) +
            unhandledErrors.length,
          skipped: tests.filter((test) => isSkipped(test)).map(line),
        }
      },
    },
  }
}

function errorsOutsideTests(module: TestModule): number {
  const suites = [...module.children.allSuites()]
  return [module, ...suites].reduce((sum, part) => sum + part.errors().length, 0)
}

// A test still pending when the run ends was never run.
function isSkipped(test: TestCase): boolean {
  const { state } = test.result()
  return state === 'skipped' || state === 'pending'
}

function line(test: TestCase): string {
  const result = test.result()
  const note = result.state === 'skipped' ? result.note : undefined
  const reason = note ?? (test.options.mode === 'todo' ? 'todo' : 'no reason given')
  return `${test.module.relativeModuleId} > ${test.fullName}: ${reason}`
}
