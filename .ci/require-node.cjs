// Runs before everything else, on whatever Node there is: nothing newer than `const` may stand here.
const needed = require('../package.json').engines.node.replace('>=', '')
const wanted = needed.split('.').map(Number)
const running = process.versions.node.split('.').map(Number)

if (running[0] < wanted[0] || (running[0] === wanted[0] && running[1] < wanted[1])) {
  console.error(
    'cckm-bot needs Node.js ' +
      needed +
      ' or newer and this is ' +
      process.version +
      ': install a newer one or, on Linux, run "npm ci" without --omit=optional, which brings one along.',
  )
  process.exit(1)
}
