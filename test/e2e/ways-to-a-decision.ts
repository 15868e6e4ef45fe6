import {
  approvedInVain,
  DISABLED,
  HOUR,
  MINUTE,
  noApproval,
  ON,
  quorum,
  RENAMED,
  reminding,
  type Way,
} from './ways.ts'

/** Ways that end before anything was taken up. */
export const WAYS_TO_A_DECISION: readonly Way[] = [
  {
    name: 'approved by a second person, it is carried out',
    path: 'requested approved executing calling succeeded',
    walk: (one) => one.ask().then(() => one.approve()),
  },
  {
    name: 'approved by one of two and then by the other, it is carried out',
    path: 'requested requested approved executing calling succeeded',
    policy: quorum,
    walk: (one) =>
      one
        .ask()
        .then(() => one.approve())
        .then(() => one.approve({ by: one.kim })),
  },
  {
    name: 'approved by one of two and denied by the other, it is over',
    path: 'requested requested denied',
    policy: quorum,
    walk: (one) =>
      one
        .ask()
        .then(() => one.approve())
        .then(() => one.type(one.kim, `deny ${one.id()} because not now`)),
  },
  {
    name: 'nobody decides although they are reminded: it expires',
    path: 'requested requested expired',
    policy: reminding,
    async walk(one) {
      await one.ask()
      one.pass(7.5 * HOUR)
      await one.reach('requested', 2)
      one.pass(HOUR)
    },
  },
  {
    name: 'where the policy asks for no approval, it is carried out at once',
    path: 'requested approved executing calling succeeded',
    policy: noApproval,
    walk: (one) => one.ask(),
  },
  {
    name: 'denied by a second person, it is over',
    path: 'requested denied',
    walk: (one) => one.ask().then(() => one.type(one.sam, `deny ${one.id()} because not now`)),
  },
  {
    name: 'nobody decides within 8 hours: it expires',
    path: 'requested expired',
    walk: (one) => one.ask().then(() => one.pass(8 * HOUR)),
  },
  {
    name: 'taken back by whoever asked, it is over',
    path: 'requested withdrawn',
    walk: (one) => one.ask().then(() => one.type(one.requester, `withdraw ${one.id()}`)),
  },
  {
    name: 'its key changes before anybody looks at it: a fresh one takes its place',
    path: 'requested superseded',
    walk: (one) =>
      one
        .ask()
        .then(() => one.setKey(RENAMED))
        .then(() => one.look()),
  },
  {
    name: 'its key is switched on before anybody looks at it: it is closed',
    path: 'requested cancelled',
    on: true,
    walk: (one) =>
      one
        .ask()
        .then(() => one.setKey(ON))
        .then(() => one.look()),
  },
  {
    name: 'its key is disabled before anybody looks at it: it is closed',
    path: 'requested cancelled',
    walk: (one) =>
      one
        .ask()
        .then(() => one.setKey(DISABLED))
        .then(() => one.look()),
  },
  {
    name: 'its card cannot be posted, the channel being archived: it is closed',
    path: 'requested cancelled',
    unseen: true,
    walk: (one) =>
      one.seen.slackFault({ method: 'chat.postMessage', kind: 'is_archived' }).then(() => one.ask()),
  },
  {
    name: 'its approval stays unused for 15 minutes: it expires',
    path: 'requested approved executing approved expired',
    walk: (one) => approvedInVain(one).then(() => one.pass(15 * MINUTE)),
  },
  {
    name: 'taken back by an admin after it was approved, it is over',
    path: 'requested approved executing approved withdrawn',
    walk: (one) => approvedInVain(one).then(() => one.type(one.kim, `withdraw ${one.id()}`)),
  },
  {
    name: 'approved by the policy, and then its channel is gone before its card stands: it is closed',
    path: 'requested approved cancelled',
    unseen: true,
    policy: noApproval,
    async walk(one) {
      await one.seen.slackFault({ method: 'chat.postMessage', kind: '500' })
      await one.seen.slackFault({ method: 'chat.postMessage', kind: 'is_archived' })
      await one.ask()
    },
  },
]
