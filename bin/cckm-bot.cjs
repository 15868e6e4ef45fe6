#!/usr/bin/env node
// The program of package.json. It starts on whatever Node there is, to say so where that one is too old.
require('../.ci/require-node.cjs')
void import('../src/cli/main.ts')
