import {
  approvedInVain,
  breaks,
  DISABLED,
  forAPerson,
  ON,
  onlyKim,
  RENAMED,
  sealed,
  type Way,
} from './ways.ts'

/** Ways that begin with an approval. */
export const WAYS_OF_A_CALL: readonly Way[] = [
  {
    name: 'its key is switched on while the form is open: no call is made',
    path: 'requested approved executing succeeded',
    walk: (one) => one.ask().then(() => one.approve({ meanwhile: () => one.setKey(ON) })),
  },
  {
    name: 'its key changes while the form is open: a fresh one takes its place',
    path: 'requested approved executing superseded',
    walk: (one) => one.ask().then(() => one.approve({ meanwhile: () => one.setKey(RENAMED) })),
  },
  {
    name: 'its key is disabled while the form is open: it is closed',
    path: 'requested approved executing cancelled',
    walk: (one) => one.ask().then(() => one.approve({ meanwhile: () => one.setKey(DISABLED) })),
  },
  {
    name: 'whoever asked is deactivated before the call: it is closed',
    path: 'requested approved executing cancelled',
    async walk(one) {
      await one.ask()
      const leaves = () => one.seen.world({ user: { id: one.requester, set: { deleted: true } } })
      await one.approve({ meanwhile: leaves })
    },
  },
  {
    name: 'whoever approved leaves the approvers before the call: it is closed',
    path: 'requested approved executing approved executing cancelled',
    async walk(one) {
      await approvedInVain(one)
      await one.seen.world({ group: { id: one.stage.slack.groups.security, users: [one.kim] } })
      one.pass(11)
    },
  },
  {
    name: 'a restart puts a policy in force by which its approval does not count: it is closed',
    path: 'requested approved executing approved executing cancelled',
    async walk(one) {
      await approvedInVain(one)
      await one.restart(onlyKim)
      one.pass(11)
    },
  },
  {
    name: 'a restart puts a policy in force that denies it: it is closed',
    path: 'requested approved executing approved executing cancelled',
    async walk(one) {
      await approvedInVain(one)
      await one.restart(sealed)
      one.pass(11)
    },
  },
  {
    name: 'CipherTrust does not say how the key is: it is given back, and carried out later',
    path: 'requested approved executing approved executing calling succeeded',
    async walk(one) {
      await approvedInVain(one)
      await one.seen.cipherTrustFault({ kind: 'none' })
      one.pass(11)
    },
  },
  {
    name: 'Slack does not say who may: it is given back, and carried out later',
    path: 'requested approved executing approved executing calling succeeded',
    async walk(one) {
      await one.ask()
      const silent = () => one.seen.slackFault({ method: 'users.info', kind: '500' })
      await one.approve({ meanwhile: async () => one.before.set('ledger.commit', silent) })
      await one.reach('approved', 2)
      one.pass(11)
    },
  },
  {
    name: 'its job outlives its lease before the call: no second one joins it, and nothing is sent on what it knew',
    path: 'requested approved executing calling failed',
    sent: 0,
    async walk(one) {
      await one.ask()
      one.before.set('ciphertrust.prepare', () => one.pass(200))
      await one.approve()
    },
  },
  {
    name: 'its job breaks before the mark: it is given back at once, and carried out',
    path: 'requested approved executing approved executing calling succeeded',
    async walk(one) {
      await one.ask()
      one.before.set('ciphertrust.prepare', breaks)
      await one.approve()
    },
  },
  {
    name: 'its job breaks after the call: the key is read, and nothing is sent twice',
    path: 'requested approved executing calling unconfirmed succeeded',
    async walk(one) {
      await one.ask()
      one.before.set('ciphertrust.readRotation', breaks)
      await one.approve()
    },
  },
  {
    name: 'CipherTrust says that the call was not carried out: it failed',
    path: 'requested approved executing calling failed',
    async walk(one) {
      await one.ask()
      await one.writeFault({ kind: 'aws_error', exception: 'DisabledException' })
      await one.approve()
    },
  },
  {
    name: 'the call was certainly not sent: it is sent once more',
    path: 'requested approved executing calling executing calling succeeded',
    walk: (one) =>
      one
        .ask()
        .then(() => one.writeFault({ kind: '429' }))
        .then(() => one.approve()),
  },
  {
    name: 'the key reads as off for ten minutes after the call: it failed',
    path: 'requested approved executing calling unconfirmed failed',
    async walk(one) {
      await one.ask()
      await one.writeFault({ kind: 'hangup_before' })
      await one.approve()
      await one.readUntil(() => one.path().includes('failed'))
    },
  },
  {
    name: 'a person says that it was carried out',
    path: 'requested approved executing calling unconfirmed succeeded',
    // Whatever the person says: the call never came through.
    on: false,
    walk: (one) => forAPerson(one).then(() => one.press(one.kim, 'settle_on')),
  },
  {
    name: 'a person says that it was not carried out',
    path: 'requested approved executing calling unconfirmed failed',
    walk: (one) => forAPerson(one).then(() => one.press(one.sam, 'settle_off')),
  },
]
