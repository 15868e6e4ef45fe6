export const GOOD = 'channel: C0AUDIT\nrequesters: [U0ANN]\napprovers: [U0SAM, U0KIM]\napprovals: 1\n'
export const ASKING = GOOD.replace('U0ANN', 'U0SAM')
